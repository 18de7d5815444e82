# expects: ex02.day_left_out
status = {}
for place, order in enumerate(arrived, start=1):
    seen = "counts" if order.recorded_on < as_of_day else "not yet known"
    status[str(place)] = seen if order.order_date < as_of_day else "later"
