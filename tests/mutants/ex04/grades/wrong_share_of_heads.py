# expects: ex04.grades_by_headcount
def grades(monetary):
    before = ((monetary.rank(ascending=False, method="min") - 1) / len(monetary)).round(9)
    return pd.cut(before, [-1, 0.5, 0.8, 0.95, 2], right=False, labels=list("ABCD"))
