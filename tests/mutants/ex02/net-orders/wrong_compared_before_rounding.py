# expects: ex02.unrounded
def net_orders(lines):
    net = lines.drop_duplicates().groupby("order_id")["amount"].sum()
    return net[net > 0].round(2)
