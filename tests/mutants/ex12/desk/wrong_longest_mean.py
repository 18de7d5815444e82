# expects: ex12.most_hours
kept = desks[(desks["longest"] <= most_days) & (desks["back"] <= most_back)]
quickest = kept["average"].idxmin() if len(kept) else "none"
desk = {"step": clock["mean"].idxmax(), "desk": quickest}
