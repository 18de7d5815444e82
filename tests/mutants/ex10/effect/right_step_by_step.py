def effect(bought_treated, n_treated, bought_control, n_control):
    from math import sqrt

    variance = 0
    for bought, n in [(bought_treated, n_treated), (bought_control, n_control)]:
        variance += bought * (n - bought) / n**3
    gap = bought_treated / n_treated - bought_control / n_control
    return {"low": gap - 1.96 * sqrt(variance), "difference": gap, "high": gap + 1.96 * sqrt(variance)}
