# expects: ex07.index_no_least
def index(group, everybody, least):
    shares = everybody.value_counts(normalize=True)
    mine = group.value_counts(normalize=True).reindex(shares.index, fill_value=0)
    return mine / shares
