# expects: checks.function_returned_nothing
def net_orders(lines):
    net = lines.drop_duplicates().groupby("order_id")["amount"].sum()
    net = net[net > 0]
