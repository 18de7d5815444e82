# expects: ex04.ties_by_row
def grades(monetary):
    ordered = monetary.sort_values(ascending=False, kind="stable")
    before = ((ordered.cumsum() - ordered) / ordered.sum()).round(9)
    return pd.cut(before, [-1, 0.5, 0.8, 0.95, 2], right=False, labels=list("ABCD"))
