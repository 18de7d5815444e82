# expects: ex04.direction_ignored
def quintiles(values, higher_is_better):
    rank = values.rank(method="max", ascending=True)
    return -(-rank * 5 // len(values)).astype(int)
