# expects: ex14.counts_for_shares
def migration(before, after, label):
    names = after.index.difference(before.index) if label == "new" else before.index[before == label]
    went = after.reindex(names)
    return went.fillna("lost").value_counts()
