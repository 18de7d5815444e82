# expects: ex04.ties_low
def quintiles(values, higher_is_better):
    rank = values.rank(method="min", ascending=higher_is_better)
    return -(-rank * 5 // len(values)).astype(int)
