def top_share(values, percent):
    share = values.sort_values(ascending=False).cumsum() / values.sum()
    return share.iloc[math.ceil(len(values) * percent / 100) - 1]
