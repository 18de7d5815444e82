# expects: ex02.repeats_counted
def net_orders(lines):
    net = lines.groupby("order_id")["amount"].sum().round(2)
    return net[net > 0]
