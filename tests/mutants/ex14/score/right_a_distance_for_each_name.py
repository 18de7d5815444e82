def score(table, model):
    chosen = np.log1p(table[model["columns"]])
    scaled = chosen.sub(model["mean"], axis=1).div(model["spread"], axis=1)
    by_name = {
        name: np.sqrt(scaled.sub(centre, axis=1).pow(2).sum(axis=1))
        for name, centre in zip(model["names"], model["centres"], strict=False)
    }
    return pd.DataFrame(by_name).idxmin(axis=1)
