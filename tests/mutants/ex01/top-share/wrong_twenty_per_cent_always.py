# expects: ex01.percent_ignored
def top_share(values, percent):
    count = math.ceil(len(values) * 20 / 100)
    return values.sort_values(ascending=False).head(count).sum() / values.sum()
