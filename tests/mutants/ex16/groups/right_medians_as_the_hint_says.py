def groups(table):
    old = table["recency"] > table["recency"].median()
    large = table["monetary"] > table["monetary"].median()
    return old.astype(str) + large.astype(str)
