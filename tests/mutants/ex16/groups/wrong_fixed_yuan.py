# expects: ex16.groups_by_unit
def groups(table):
    level = pd.cut(table["monetary"], [-1, 3000, 30000, 1e12], labels=["low", "mid", "high"]).astype(str)
    return level.where(table["recency"] < 200, "silent")
