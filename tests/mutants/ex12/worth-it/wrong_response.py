# expects: ex12.response
def worth_it(trial, margin, cost):
    contacted = trial[trial["contacted"]].groupby("group")["returned"].mean()
    return contacted * margin - cost > 0
