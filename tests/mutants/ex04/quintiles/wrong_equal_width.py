# expects: ex04.equal_width
def quintiles(values, higher_is_better):
    return pd.cut(values if higher_is_better else -values, 5, labels=[1, 2, 3, 4, 5])
