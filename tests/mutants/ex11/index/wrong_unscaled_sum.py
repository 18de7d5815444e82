# expects: ex11.unscaled
def value_index(criteria, weights, lower):
    share = pd.Series(weights) / sum(weights.values())
    return (criteria * share).sum(axis=1)
