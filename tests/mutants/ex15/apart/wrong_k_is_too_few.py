# expects: ex15.k_included
def apart(people, by, k):
    sizes = people.groupby(by, dropna=False).size()
    return int(sizes[sizes <= k].sum())
