def worth_it(trial, margin, cost):
    answers = {}
    for group in trial["group"].unique():
        part = trial[trial["group"] == group]
        yes, no = part[part["contacted"]], part[~part["contacted"]]
        effect = yes["returned"].mean() - no["returned"].mean()
        answers[group] = effect * margin - cost > 0
    return answers
