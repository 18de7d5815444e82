def worth_it(trial, margin, cost):
    shares = trial.pivot_table(index="group", columns="contacted", values="returned")
    for side in (True, False):
        if side not in shares:
            shares[side] = float("nan")
    return (shares[True] - shares[False]).mul(margin).gt(cost)
