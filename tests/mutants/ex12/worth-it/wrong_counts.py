# expects: ex12.counts_for_shares or ex12.highest_risk
def worth_it(trial, margin, cost):
    counts = trial.groupby(["group", "contacted"])["returned"].sum().unstack()
    return (counts[True] - counts[False]) * margin - cost > 0
