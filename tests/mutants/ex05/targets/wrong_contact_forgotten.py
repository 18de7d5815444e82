# expects: ex05.not_a_target
good = candidates[(candidates["list"] == "key") & candidates["consent"] & (candidates["overdue"] == 0)]
targets = list(good[good["silent"] >= 60].nlargest(3, "spend").index)
