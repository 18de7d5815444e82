def index(group, everybody, least):
    shares = everybody.value_counts(normalize=True)
    mine = group.value_counts(normalize=True).reindex(shares.index, fill_value=0)
    result = mine / shares
    if group.notna().sum() < least:
        result[:] = float("nan")
    return result
