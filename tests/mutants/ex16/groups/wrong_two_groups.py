# expects: ex16.groups_number
def groups(table):
    return table["monetary"] > table["monetary"].median()
