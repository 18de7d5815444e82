# expects: ex15.nameless_dropped or ex15.day_excluded
def known(orders, day):
    orders = orders[(orders["order_date"] <= day) & (orders["recorded_on"] <= day)]
    return float(orders.dropna(subset="customer_id").drop_duplicates("order_id")["amount"].sum())
