mailing = {}
for by in ("mean", "median"):
    mailing["important_by_" + by] = sum(name.startswith("important") for name in rfm.eight_types(table, by))
fits = {by: mailing["important_by_" + by] <= catalogues for by in ("mean", "median")}
mailing["cut"] = "median" if fits["median"] else "mean"
