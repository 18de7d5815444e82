# expects: ex12.slowest_is_safest
desk = {"step": clock["over"].idxmax(), "desk": desks["average"].idxmax()}
