def groups(table, limit, days):
    words = pd.Series("other", index=table.index)
    words = words.mask(table["sales"].ge(limit) & table["followers"].gt(0), "VIP")
    return words.mask(table["orders"].eq(0) & table["interest_days"].le(days), "potential")
