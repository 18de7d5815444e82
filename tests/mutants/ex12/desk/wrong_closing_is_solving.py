# expects: ex12.closing_is_solving or ex12.lowest_average
in_time = desks[desks["longest"] <= most_days]
desk = {"step": clock["over"].idxmax(), "desk": in_time["average"].idxmin()}
