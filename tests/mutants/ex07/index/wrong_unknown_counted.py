# expects: ex07.index_unknown
def index(group, everybody, least):
    shares = everybody.value_counts() / len(everybody)
    mine = group.value_counts().reindex(shares.index, fill_value=0) / len(group)
    return mine / shares if group.count() >= least else shares * float("nan")
