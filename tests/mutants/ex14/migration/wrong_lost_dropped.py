# expects: ex14.lost_dropped
def migration(before, after, label):
    names = after.index.difference(before.index) if label == "new" else before.index[before == label]
    went = after.reindex(names)
    return went.dropna().value_counts(normalize=True)
