# expects: checks.percent_or_share
def top_share(values, percent):
    count = math.ceil(len(values) * percent / 100)
    return 100 * values.nlargest(count).sum() / values.sum()
