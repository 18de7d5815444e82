# expects: ex14.log_without_one
def score(table, model):
    z = (np.log(table[model["columns"]]) - model["mean"]) / model["spread"]
    distance = pd.DataFrame(index=table.index)
    for name, centre in zip(model["names"], model["centres"], strict=True):
        distance[name] = ((z - centre) ** 2).sum(axis=1)
    whole = table[model["columns"]].notna().all(axis=1)
    return distance.idxmin(axis=1).where(whole, "unscored")
