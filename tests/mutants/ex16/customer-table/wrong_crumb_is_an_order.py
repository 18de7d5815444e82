# expects: ex16.emptied_order_counted
def customer_table(orders, lines, twins, as_of):
    once = orders.drop_duplicates("order_id")
    back = lines[lines["line_no"] > 90].drop_duplicates(["order_id", "line_no"])
    refunds = back.groupby("order_id")["amount"].sum()
    firsts = once["customer_id"].replace(dict(zip(twins["second"], twins["first"], strict=True)))
    net = once.assign(customer_id=firsts, net=once["amount"] + once["order_id"].map(refunds).fillna(0.0))
    kept = net[(net["net"] > 0) & (net["order_date"] <= as_of)]
    each = kept.groupby("customer_id").agg(
        last=("order_date", "max"), frequency=("net", "size"), monetary=("net", "sum")
    )
    return each.assign(recency=(as_of - each["last"]).dt.days).drop(columns="last")
