def score(table, model):
    chosen = np.log1p(table[model["columns"]])
    scaled = chosen.sub(model["mean"], axis=1).div(model["spread"], axis=1)
    by_name = {
        name: np.sqrt(scaled.sub(centre, axis=1).pow(2).sum(axis=1))
        for name, centre in zip(model["names"], model["centres"], strict=False)
    }
    complete = chosen.notna().all(axis=1)
    found = pd.Series("unscored", index=table.index)
    found[complete] = pd.DataFrame(by_name)[complete].idxmin(axis=1)
    return found
