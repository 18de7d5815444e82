# expects: ex05.order_as_told
ordered = clauses
columns = {"watch": "overdue_days", "VIP": "spend", "key": "orders"}
rules = [
    {
        "list": c.kind,
        "column": columns[c.kind],
        "op": ">" if c.strict else ">=",
        "value": c.enter,
        "leave": c.leave,
    }
    for c in ordered
]
