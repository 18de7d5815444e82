# expects: ex14.own_std
def score(table, model):
    x = np.log1p(table[model["columns"]])
    z = (x - x.mean()) / x.std()
    differences = z.to_numpy()[:, None, :] - np.array(model["centres"])[None]
    nearest = (differences**2).sum(axis=2).argmin(axis=1)
    found = pd.Series([model["names"][place] for place in nearest], index=table.index, dtype=object)
    return found.where(z.notna().all(axis=1), "unscored")
