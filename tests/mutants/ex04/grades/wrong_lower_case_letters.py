# expects: checks.spelling
def grades(monetary):
    before = monetary.map(lambda own: monetary[monetary > own].sum() / monetary.sum()).round(9)
    return pd.cut(before, [-1, 0.5, 0.8, 0.95, 2], right=False, labels=list("abcd"))
