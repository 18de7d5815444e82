def known(orders, day):
    amounts = {}
    for row in orders.itertuples():
        if max(row.order_date, row.recorded_on) <= day:
            amounts[row.order_id] = row.amount
    return sum(amounts.values())
