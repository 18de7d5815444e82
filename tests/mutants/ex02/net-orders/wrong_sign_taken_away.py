# expects: ex02.returns_added
def net_orders(lines):
    rows = lines.drop_duplicates()
    return rows["amount"].abs().groupby(rows["order_id"]).sum()
