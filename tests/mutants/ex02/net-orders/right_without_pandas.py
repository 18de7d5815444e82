def net_orders(lines):
    seen, total = set(), {}
    for row in lines.itertuples(index=False):
        if tuple(row) not in seen:
            seen.add(tuple(row))
            total[row.order_id] = total.get(row.order_id, 0) + row.amount
    return {order: round(amount, 2) for order, amount in total.items() if round(amount, 2) > 0}
