# expects: ex04.catalogues_too_few or ex04.catalogues_left
shown = {cut: rfm.eight_types(table, cut).value_counts() for cut in ("mean", "median")}
important = {cut: int(shown[cut].filter(like="important").sum()) for cut in shown}
best = "median" if important["median"] <= catalogues else "mean"
other = "mean" if best == "median" else "median"
mailing = {"important_by_mean": important["mean"], "important_by_median": important["median"], "cut": other}
