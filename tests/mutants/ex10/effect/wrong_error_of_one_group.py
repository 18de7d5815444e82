# expects: ex10.one_group_error
def effect(bought_treated, n_treated, bought_control, n_control):
    p1, p0 = bought_treated / n_treated, bought_control / n_control
    difference = p1 - p0
    error = (p1 * (1 - p1) / n_treated) ** 0.5
    return {"difference": difference, "low": difference - 1.96 * error, "high": difference + 1.96 * error}
