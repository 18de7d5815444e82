# expects: ex07.index_others
def index(group, everybody, least):
    names = everybody.dropna().unique()
    others = everybody.drop(group.index).value_counts(normalize=True).reindex(names, fill_value=0)
    mine = group.value_counts(normalize=True).reindex(names, fill_value=0)
    return mine / others if group.count() >= least else others * float("nan")
