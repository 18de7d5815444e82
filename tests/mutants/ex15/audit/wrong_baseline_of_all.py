# expects: ex15.baseline_of_all
def audit(labels):
    answer = {}
    for name, half in labels.groupby("split"):
        right = (half["label"] == half["heard"]).mean()
        answer[name] = float(right - labels["heard"].value_counts(normalize=True).max())
    return answer
