# expects: ex16.groups_one_measure
def groups(table):
    return pd.qcut(table["monetary"], 5, labels=False)
