# expects: ex05.three_rows
ordered = sorted(clauses, key=lambda clause: ["watch", "VIP", "key"].index(clause.kind))
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
rules = rules[:2]
