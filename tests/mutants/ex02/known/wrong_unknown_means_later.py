# expects: ex02.known_hint
status = {str(n): "counts" if o.recorded_on <= as_of_day else "later" for n, o in enumerate(arrived, start=1)}
