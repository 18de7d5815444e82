def grades(monetary):
    ranked = monetary.sort_values(ascending=False)
    share = ranked / ranked.sum()
    together = (share.cumsum() - share).groupby(monetary).min().round(9)
    return pd.cut(monetary.map(together), [0, 0.5, 0.8, 0.95, 1.01], right=False, labels=list("ABCD")).astype(
        str
    )
