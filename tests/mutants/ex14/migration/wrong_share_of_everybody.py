# expects: ex14.of_everybody
def migration(before, after, label):
    names = after.index.difference(before.index) if label == "new" else before.index[before == label]
    went = after.reindex(names)
    return went.fillna("lost").value_counts() / len(before)
