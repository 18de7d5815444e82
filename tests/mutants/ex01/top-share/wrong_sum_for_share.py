# expects: ex01.sum_for_share
def top_share(values, percent):
    count = math.ceil(len(values) * percent / 100)
    return values.sort_values(ascending=False).head(count).sum()
