# expects: ex06.counted_not_shared
def hits(scores, quiet, calls):
    return quiet.loc[scores.nlargest(calls).index].sum()
