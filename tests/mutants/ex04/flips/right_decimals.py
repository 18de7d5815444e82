shown = {cut: rfm.eight_types(table, cut).value_counts() for cut in ("mean", "median")}
important = {cut: int(shown[cut].filter(like="important").sum()) for cut in shown}
best = "median" if important["median"] <= catalogues else "mean"
mailing = {
    "cut": best.upper(),
    "important_by_median": float(important["median"]),
    "important_by_mean": float(important["mean"]),
}
