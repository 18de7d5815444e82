import math


def quintiles(values, higher_is_better):
    signed = values if higher_is_better else -values
    return (signed.rank(method="max") / len(values) * 5).round(9).map(math.ceil).astype(float)
