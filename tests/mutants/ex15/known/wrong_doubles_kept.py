# expects: ex15.counted_twice
def known(orders, day):
    return float(orders[(orders["order_date"] <= day) & (orders["recorded_on"] <= day)]["amount"].sum())
