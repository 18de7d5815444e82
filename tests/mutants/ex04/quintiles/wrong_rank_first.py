# expects: ex04.ties_by_row
def quintiles(values, higher_is_better):
    rank = values.rank(method="first", ascending=higher_is_better)
    return -(-rank * 5 // len(values)).astype(int)
