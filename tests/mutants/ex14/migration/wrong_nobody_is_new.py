# expects: ex14.new_forgotten
def migration(before, after, label):
    names = before[before == label].index
    return after.reindex(names).fillna("lost").value_counts(normalize=True)
