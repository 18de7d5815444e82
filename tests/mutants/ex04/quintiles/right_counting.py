def quintiles(values, higher_is_better):
    scores = {}
    for customer, own in values.items():
        not_better = (values <= own).sum() if higher_is_better else (values >= own).sum()
        scores[customer] = (5 * not_better + len(values) - 1) // len(values)
    return scores
