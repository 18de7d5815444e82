# expects: ex11.summed_down
def value_index(criteria, weights, lower):
    scaled = (criteria - criteria.min()) / (criteria.max() - criteria.min())
    for name in lower:
        scaled[name] = 1 - scaled[name]
    return (scaled * (pd.Series(weights) / sum(weights.values()))).sum()
