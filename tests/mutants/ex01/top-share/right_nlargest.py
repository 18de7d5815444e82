def top_share(values, percent):
    return values.nlargest(math.ceil(len(values) * percent / 100)).sum() / values.sum()
