# expects: ex10.as_they_stand
def adjusted(p_values):
    m = len(p_values)
    return [min(1.0, p * (m - place)) for place, p in enumerate(p_values)]
