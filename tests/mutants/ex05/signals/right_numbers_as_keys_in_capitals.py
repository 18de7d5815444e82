def fits(trace, since=True):
    found = []
    if trace.complaint is not None and (trace.closed is None or not since):
        found.append("solve")
    if trace.asked is not None and (trace.reached is None or trace.reached > trace.asked or not since):
        found.append("call")
    if trace.basket is not None and trace.basket <= 14 and (trace.ordered > trace.basket or not since):
        found.append("offer")
    if trace.cartridge > 180:
        found.append("remind")
    return found or ["wait"]


next_steps = {place: fits(trace)[0].title() for place, trace in enumerate(left_traces, start=1)}
