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

for row in rules:
    row.update(list=row["list"].lower(), value=float(row["value"]), leave=float(row["leave"]))
