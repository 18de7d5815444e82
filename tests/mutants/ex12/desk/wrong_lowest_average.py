# expects: ex12.lowest_average
desk = {"step": clock["over"].idxmax(), "desk": desks["average"].idxmin()}
