# expects: ex04.half_above_mean
shown = {cut: rfm.eight_types(table, cut).value_counts() for cut in ("mean", "median")}
important = {cut: int(shown[cut].filter(like="important").sum()) for cut in shown}
best = "median" if important["median"] <= catalogues else "mean"
mailing = {"important_by_mean": important["median"], "important_by_median": important["median"], "cut": best}
