# expects: checks.too_many
good = candidates[(candidates["list"] == "key") & candidates["consent"] & (candidates["overdue"] == 0)]
good = good[(good["silent"] >= 60) & (good["contact"] >= 14)]
targets = list(good.index)
