# expects: ex06.found_of_all
def hits(scores, quiet, calls):
    called = scores.nlargest(calls).index
    return quiet.loc[called].sum() / quiet.sum()
