# expects: ex01.not_rounded_up
def top_share(values, percent):
    count = len(values) * percent // 100
    return values.sort_values(ascending=False).head(int(count)).sum() / values.sum()
