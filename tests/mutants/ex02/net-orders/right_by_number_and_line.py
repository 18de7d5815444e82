def net_orders(lines):
    lines = lines.drop_duplicates(list(lines.columns))
    total = lines.pivot_table(index="order_id", values="amount", aggfunc="sum")["amount"]
    return total[total.round(2) > 0].round(2)
