# expects: ex02.equal_lines_lost
def net_orders(lines):
    net = (
        lines.drop_duplicates(["order_id", "product_id", "amount"])
        .groupby("order_id")["amount"]
        .sum()
        .round(2)
    )
    return net[net > 0]
