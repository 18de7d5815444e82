# expects: ex10.uncorrected
def adjusted(p_values):
    return list(p_values)
