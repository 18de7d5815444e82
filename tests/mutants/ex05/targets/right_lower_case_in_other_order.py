good = candidates[(candidates["list"] == "key") & candidates["consent"] & (candidates["overdue"] == 0)]
good = good[(good["silent"] >= 60) & (good["contact"] >= 14)]
targets = [one.lower() for one in good.nlargest(3, "spend").index[::-1]]
