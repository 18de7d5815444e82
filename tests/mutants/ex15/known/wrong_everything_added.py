# expects: ex15.everything_added
def known(orders, day):
    return orders.loc[orders["order_date"] <= day, "amount"].sum()
