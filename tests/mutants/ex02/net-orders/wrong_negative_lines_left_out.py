# expects: ex02.returns_left_out
def net_orders(lines):
    rows = lines.drop_duplicates()
    return rows[rows["amount"] > 0].groupby("order_id")["amount"].sum()
