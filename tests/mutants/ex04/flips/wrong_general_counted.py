# expects: ex04.general_for_important
shown = {cut: rfm.eight_types(table, cut).value_counts() for cut in ("mean", "median")}
important = {cut: int(shown[cut].filter(like="important").sum()) for cut in shown}
best = "median" if important["median"] <= catalogues else "mean"
mailing = {
    "important_by_mean": len(table) - important["mean"],
    "important_by_median": important["median"],
    "cut": best,
}
