# expects: ex10.points_for_shares
def effect(bought_treated, n_treated, bought_control, n_control):
    p1, p0 = bought_treated / n_treated, bought_control / n_control
    error = (p1 * (1 - p1) / n_treated + p0 * (1 - p0) / n_control) ** 0.5
    values = {"difference": p1 - p0, "low": p1 - p0 - 1.96 * error, "high": p1 - p0 + 1.96 * error}
    return {name: 100 * value for name, value in values.items()}
