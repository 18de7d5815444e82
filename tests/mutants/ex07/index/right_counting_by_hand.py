def index(group, everybody, least):
    known, mine = everybody.dropna(), group.dropna()
    result = {}
    for answer in known.unique():
        share = (known == answer).sum() / len(known)
        result[answer] = (mine == answer).sum() / len(mine) / share if len(mine) >= least else float("nan")
    return pd.Series(result)
