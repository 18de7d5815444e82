def eight_types(table, cut):
    centre = table.mean() if cut == "mean" else table.median()
    good = table.assign(recency=-table["recency"]) >= (centre * [-1, 1, 1]).round(6)
    named = {
        (True, True): "value",
        (True, False): "develop",
        (False, True): "keep",
        (False, False): "win-back",
    }
    words = [("important-" if m else "general-") + named[r, f] for r, f, m in good.to_numpy().tolist()]
    return pd.DataFrame({"type": words}, index=table.index)
