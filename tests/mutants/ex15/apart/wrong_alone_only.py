# expects: ex15.alone_only
def apart(people, by, k):
    sizes = people.groupby(by, dropna=False).size()
    return int((sizes == 1).sum())
