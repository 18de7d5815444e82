# expects: ex15.sizes_only
def moved(before, after):
    sizes = pd.concat({"b": before.value_counts(), "a": after.value_counts()}, axis=1).fillna(0)
    return float((sizes["b"] - sizes["a"]).abs().sum() / 2 / len(before))
