kept = desks[(desks["longest"] <= most_days) & (desks["back"] <= most_back)]
quickest = kept["average"].idxmin() if len(kept) else "none"
desk = {"step": clock["over"].idxmax().upper(), "desk": quickest.upper()}
