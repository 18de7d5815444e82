# expects: ex15.day_excluded
def known(orders, day):
    return float(
        orders[(orders["order_date"] <= day) & (orders["recorded_on"] < day)]
        .drop_duplicates("order_id")["amount"]
        .sum()
    )
