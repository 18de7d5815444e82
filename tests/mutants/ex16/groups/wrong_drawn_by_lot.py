# expects: ex16.groups_by_chance
def groups(table):
    return pd.Series(np.random.RandomState().randint(0, 4, len(table)), index=table.index)
