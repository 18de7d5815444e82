# expects: checks.function_stopped
def quintiles(values, higher_is_better):
    return pd.qcut(values if higher_is_better else -values, 5, labels=[1, 2, 3, 4, 5])
