def kappa(a, b):
    pairs = pd.DataFrame({"a": a, "b": b})
    pairs = pairs[~pairs.eq("unsure").any(axis=1)]
    if pairs["a"].nunique() == 1 and pairs["a"].equals(pairs["b"].set_axis(pairs.index)):
        return 1.0
    return cohen_kappa_score(pairs["a"], pairs["b"])
