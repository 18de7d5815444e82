# expects: ex10.all_times_m
def adjusted(p_values):
    return [min(1.0, p * len(p_values)) for p in p_values]
