# expects: ex11.direction_ignored
def value_index(criteria, weights, lower):
    scaled = (criteria - criteria.min()) / (criteria.max() - criteria.min())
    return (scaled * pd.Series(weights)).sum(axis=1) / sum(weights.values())
