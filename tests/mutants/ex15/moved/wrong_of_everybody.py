# expects: ex15.all_customers
def moved(before, after):
    both = before.index.intersection(after.index)
    return float((before[both] != after[both]).sum() / len(before.index.union(after.index)))
