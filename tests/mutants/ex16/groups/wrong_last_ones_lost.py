# expects: ex16.groups_lost
def groups(table):
    return (table["recency"] // 100).clip(upper=3).iloc[:-5]
