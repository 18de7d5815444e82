# expects: ex10.no_root
def effect(bought_treated, n_treated, bought_control, n_control):
    p1, p0 = bought_treated / n_treated, bought_control / n_control
    difference = p1 - p0
    error = p1 * (1 - p1) / n_treated + p0 * (1 - p0) / n_control
    return {"difference": difference, "low": difference - 1.96 * error, "high": difference + 1.96 * error}
