# expects: ex14.last_of_equals
def score(table, model):
    z = (np.log1p(table[model["columns"]]) - model["mean"]) / model["spread"]
    differences = z.to_numpy()[:, None, :] - np.array(model["centres"])[None]
    nearest = len(model["names"]) - 1 - (differences**2).sum(axis=2)[:, ::-1].argmin(axis=1)
    found = pd.Series([model["names"][place] for place in nearest], index=table.index, dtype=object)
    return found.where(z.notna().all(axis=1), "unscored")
