# expects: ex01.file_order
def top_share(values, percent):
    count = math.ceil(len(values) * percent / 100)
    return values.head(count).sum() / values.sum()
