# expects: ex15.missing_dropped
def apart(people, by, k):
    sizes = people.groupby(by).size()
    return int(sizes[sizes < k].sum())
