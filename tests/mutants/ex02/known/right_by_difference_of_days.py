status = {}
for place, order in enumerate(arrived, start=1):
    if (order.order_date - as_of_day).days > 0:
        status[str(place)] = "later"
    else:
        status[str(place)] = "counts" if (as_of_day - order.recorded_on).days >= 0 else "not yet known"
