# expects: ex15.no_baseline
def audit(labels):
    answer = {}
    for name, half in labels.groupby("split"):
        right = (half["label"] == half["heard"]).mean()
        answer[name] = float(right)
    return answer
