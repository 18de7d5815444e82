# expects: ex04.ties_mean
def quintiles(values, higher_is_better):
    rank = values.rank(method="average", ascending=higher_is_better)
    return -(-rank * 5 // len(values)).astype(int)
