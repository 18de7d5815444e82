# expects: ex10.by_risk_left
value = leaving["leave_with"]
ranked = value.sort_values(ascending=False, kind="stable").index
targets = {"first": ranked[0], "second": ranked[1], "never": ranked[-1]}
