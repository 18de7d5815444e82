# expects: ex02.recording_ignored
status = {str(n): "counts" if o.order_date <= as_of_day else "later" for n, o in enumerate(arrived, start=1)}
