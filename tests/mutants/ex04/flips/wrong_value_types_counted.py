# expects: ex04.value_for_important
shown = {cut: rfm.eight_types(table, cut).value_counts() for cut in ("mean", "median")}
important = {cut: int(shown[cut].filter(like="important").sum()) for cut in shown}
best = "median" if important["median"] <= catalogues else "mean"
value = {cut: int(shown[cut].filter(like="-value").sum()) for cut in shown}
mailing = {"important_by_mean": value["mean"], "important_by_median": value["median"], "cut": best}
