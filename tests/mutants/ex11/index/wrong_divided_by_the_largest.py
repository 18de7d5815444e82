# expects: ex11.divided_by_most
def value_index(criteria, weights, lower):
    scaled = criteria / criteria.max()
    for name in lower:
        scaled[name] = 1 - scaled[name]
    return (scaled * pd.Series(weights)).sum(axis=1) / sum(weights.values())
