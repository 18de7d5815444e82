# expects: ex05.smaller_target
good = candidates[(candidates["list"] == "key") & candidates["consent"] & (candidates["overdue"] == 0)]
good = good[(good["silent"] >= 60) & (good["contact"] >= 14)]
targets = list(good.nsmallest(3, "spend").index)
