# expects: ex02.empty_orders_kept
def net_orders(lines):
    return lines.drop_duplicates().groupby("order_id")["amount"].sum().round(2)
