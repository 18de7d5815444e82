# expects: ex12.longest_wait or ex12.most_hours
kept = desks[(desks["longest"] <= most_days) & (desks["back"] <= most_back)]
quickest = kept["average"].idxmin() if len(kept) else "none"
step = clock.sort_values(["longest"]).index[-1]
desk = {"step": step, "desk": quickest}
