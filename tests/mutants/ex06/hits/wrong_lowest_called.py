# expects: ex06.lowest_called
def hits(scores, quiet, calls):
    called = scores.sort_values().head(calls).index
    return quiet.loc[called].mean()
