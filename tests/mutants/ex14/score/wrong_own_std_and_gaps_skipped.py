# expects: ex14.own_std_and_gap
def score(table, model):
    x = np.log1p(table[model["columns"]])
    z = (x - x.mean()) / x.std()
    distance = pd.DataFrame(index=table.index)
    for name, centre in zip(model["names"], model["centres"], strict=True):
        distance[name] = ((z - centre) ** 2).sum(axis=1)
    return distance.idxmin(axis=1)
