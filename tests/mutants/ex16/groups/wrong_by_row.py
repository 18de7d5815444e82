# expects: ex16.groups_by_row
def groups(table):
    return pd.Series(np.arange(len(table)) % 4, index=table.index)
