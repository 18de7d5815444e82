# expects: ex15.blind_guess
def audit(labels):
    answer = {}
    for name, half in labels.groupby("split"):
        right = (half["label"] == half["heard"]).mean()
        answer[name] = float(right - 1 / half["heard"].nunique())
    return answer
