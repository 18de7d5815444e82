# expects: ex12.highest_risk or ex12.counts_for_shares
def worth_it(trial, margin, cost):
    shares = trial.groupby(["group", "contacted"])["returned"].mean().unstack()
    overall = trial.loc[~trial["contacted"], "returned"].mean()
    return (shares[False] < overall) & shares[True].notna()
