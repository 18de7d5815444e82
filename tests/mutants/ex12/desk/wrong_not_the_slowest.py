# expects: ex12.desk_hint or ex12.closing_is_solving
kept = desks[(desks["longest"] <= most_days) & (desks["back"] <= most_back)]
quickest = kept["average"].idxmin() if len(kept) else "none"
others = [name for name in desks.sort_values("average").index[1:3] if name != quickest]
desk = {"step": clock["over"].idxmax(), "desk": others[-1]}
