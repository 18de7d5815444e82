# expects: ex04.direction_reversed
def quintiles(values, higher_is_better):
    rank = values.rank(method="max", ascending=not higher_is_better)
    return -(-rank * 5 // len(values)).astype(int)
