# expects: ex07.index_lost
def index(group, everybody, least):
    shares = everybody.value_counts(normalize=True)
    mine = group.value_counts(normalize=True)
    return mine / shares if group.count() >= least else shares * float("nan")
