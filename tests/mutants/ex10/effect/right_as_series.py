def effect(bought_treated, n_treated, bought_control, n_control):
    rates = pd.Series([bought_treated / n_treated, bought_control / n_control])
    spread = ((rates * (1 - rates)) / pd.Series([n_treated, n_control])).sum() ** 0.5
    found = rates[0] - rates[1]
    return pd.Series({"high": found + 1.96 * spread, "low": found - 1.96 * spread, "difference": found})
