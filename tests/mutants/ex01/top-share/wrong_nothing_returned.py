# expects: checks.function_returned_nothing
def top_share(values, percent):
    count = math.ceil(len(values) * percent / 100)
    share = values.nlargest(count).sum() / values.sum()
