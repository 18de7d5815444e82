trust = dict(
    pd.cut(bank["jaccard"], [0, 0.6, 0.75, 2], right=False, labels=["drop", "watch", "use"]).astype(str)
)
