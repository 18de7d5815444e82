good = candidates[(candidates["list"] == "key") & candidates["consent"] & (candidates["overdue"] == 0)]
good = good[(good["silent"] >= 60) & (good["contact"] >= 14)]
targets = set(good.sort_values("spend").index[-3:])
