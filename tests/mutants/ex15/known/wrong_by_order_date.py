# expects: ex15.hindsight
def known(orders, day):
    return float(orders[orders["order_date"] <= day].drop_duplicates("order_id")["amount"].sum())
