# expects: ex14.of_the_arrivals
def migration(before, after, label):
    names = after.index.difference(before.index) if label == "new" else before.index[before == label]
    went = after.reindex(names)
    counted = went.fillna("lost").value_counts()
    arrived = after.reindex(after.index.union(before.index)).fillna("lost").value_counts()
    return counted / arrived[counted.index]
