def states(table, as_of):
    import numpy as np

    rules = [
        (table["third_order"] <= as_of) & table["recommends"],
        table["first_order"] <= as_of,
        table["asked_on"] <= as_of,
        table["fits"],
    ]
    return pd.Series(np.select(rules, ["loyal", "closed", "prospect", "target"], "potential"), table.index)
