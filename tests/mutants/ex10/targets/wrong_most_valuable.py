# expects: ex10.by_worth
value = leaving["worth"]
ranked = value.sort_values(ascending=False, kind="stable").index
targets = {"first": ranked[0], "second": ranked[1], "never": ranked[-1]}
