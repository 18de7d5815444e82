# expects: ex10.order_lost
def adjusted(p_values):
    m, found, so_far = len(p_values), {}, 0.0
    for step, place in enumerate(sorted(range(m), key=lambda place: p_values[place])):
        value = min(1.0, p_values[place] * (m - step))
        so_far = max(so_far, value)
        found[place] = so_far
    return list(found.values())
