# expects: ex06.accuracy_for_hits
def hits(scores, quiet, calls):
    called = scores.index.isin(scores.nlargest(calls).index)
    return (called == quiet.loc[scores.index]).mean()
