status = {}
for place, order in enumerate(arrived, start=1):
    if order.order_date > as_of_day:
        status[place] = "LATER"
    elif max(order.order_date, order.recorded_on) <= as_of_day:
        status[place] = "counts"
    else:
        status[place] = "not yet known "
