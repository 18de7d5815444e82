# expects: ex02.long_delay_excluded
status = {}
for place, order in enumerate(arrived, start=1):
    slow = (order.recorded_on - order.order_date).days > 14
    seen = "counts" if order.recorded_on <= as_of_day and not slow else "not yet known"
    status[str(place)] = seen if order.order_date <= as_of_day else "later"
