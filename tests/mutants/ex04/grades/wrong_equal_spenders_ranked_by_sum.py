# expects: ex04.grades_by_group_sum
def grades(monetary):
    together = monetary.groupby(monetary).sum().sort_values(ascending=False)
    share = together / together.sum()
    before = (share.cumsum() - share).round(9)
    return pd.cut(monetary.map(before), [0, 0.5, 0.8, 0.95, 1.01], right=False, labels=list("ABCD")).astype(
        str
    )
