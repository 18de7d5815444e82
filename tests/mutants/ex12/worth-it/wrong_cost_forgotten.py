# expects: ex12.cost_forgotten
def worth_it(trial, margin, cost):
    shares = trial.groupby(["group", "contacted"])["returned"].mean().unstack()
    return (shares[True] - shares[False]) * margin > 0
