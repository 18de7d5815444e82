# expects: ex10.target_hint
value = (leaving["leave_without"] - leaving["leave_with"]) / 100 * leaving["worth"] - leaving["cost"]
ranked = value.sort_values(ascending=False, kind="stable").index
targets = {"first": ranked[0], "second": ranked[1], "never": ranked[-1]}
targets = {"first": ranked[-1], "second": ranked[-2], "never": ranked[0]}
