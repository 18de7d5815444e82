# expects: ex10.worth_forgotten
value = leaving["leave_without"] - leaving["leave_with"]
ranked = value.sort_values(ascending=False, kind="stable").index
targets = {"first": ranked[0], "second": ranked[1], "never": ranked[-1]}
