# expects: ex11.weights_as_they_are
def value_index(criteria, weights, lower):
    scaled = (criteria - criteria.min()) / (criteria.max() - criteria.min())
    for name in lower:
        scaled[name] = 1 - scaled[name]
    return (scaled * pd.Series(weights)).sum(axis=1)
