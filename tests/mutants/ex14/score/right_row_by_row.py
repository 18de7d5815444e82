def score(table, model):
    found = {}
    for customer, row in table.iterrows():
        if row[model["columns"]].isna().any():
            found[customer] = "unscored"
            continue
        point = []
        for column, mean, spread in zip(model["columns"], model["mean"], model["spread"], strict=False):
            point.append((np.log(1 + row[column]) - mean) / spread)
        distances = [
            sum((p - c) ** 2 for p, c in zip(point, centre, strict=False)) for centre in model["centres"]
        ]
        found[customer] = model["names"][distances.index(min(distances))]
    return pd.Series(found)
