# expects: ex16.returns_forgotten
def customer_table(orders, lines, twins, as_of):
    kept = orders.drop_duplicates("order_id")[orders.drop_duplicates("order_id")["customer_id"].notna()]
    back = lines[lines["line_no"] > 90].drop_duplicates(["order_id", "line_no"])
    refunds = back.groupby("order_id")["amount"].sum()
    kept = kept.assign(amount=kept["amount"] + 0)
    kept = kept.assign(
        customer_id=kept["customer_id"].replace(dict(zip(twins["second"], twins["first"], strict=False)))
    )
    kept = kept[(kept["amount"] > 0.004) & (kept["order_date"] <= as_of)]
    each = kept.groupby("customer_id")
    return each.agg(
        last=("order_date", "max"), frequency=("order_id", "count"), monetary=("amount", "sum")
    ).assign(recency=lambda t: (as_of - t["last"]).dt.days)
