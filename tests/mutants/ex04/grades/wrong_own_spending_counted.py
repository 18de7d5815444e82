# expects: ex04.boundary_excluded
def grades(monetary):
    ordered = monetary.sort_values(ascending=False, kind="stable")
    reached = (ordered.cumsum() / ordered.sum()).round(9)
    return pd.cut(reached, [-1, 0.5, 0.8, 0.95, 2], labels=list("ABCD")).reindex(monetary.index)
