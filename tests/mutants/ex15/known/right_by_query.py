def known(orders, day):
    return (
        orders.query("order_date <= @day and recorded_on <= @day").groupby("order_id")["amount"].first().sum()
    )
