# expects: ex06.by_position
def hits(scores, quiet, calls):
    rows = scores.reset_index(drop=True).nlargest(calls).index
    return quiet.iloc[rows].mean()
