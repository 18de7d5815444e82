# expects: ex01.smallest_first
def top_share(values, percent):
    count = math.ceil(len(values) * percent / 100)
    return values.sort_values().head(count).sum() / values.sum()
