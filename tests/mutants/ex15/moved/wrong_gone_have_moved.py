# expects: ex15.gone_count_as_moved
def moved(before, after):
    everybody = before.index.union(after.index)
    one, two = before.reindex(everybody), after.reindex(everybody)
    return float((one.isna() | two.isna() | (one != two)).mean())
