# expects: ex01.everybody_taken
def top_share(values, percent):
    count = math.ceil(len(values) * percent)
    return values.nlargest(count).sum() / values.sum()
