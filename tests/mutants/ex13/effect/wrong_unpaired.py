# expects: ex13.unpaired
def course_effect(scores):
    means = scores.groupby("trained")[["before", "after"]].mean()
    gain = means["after"] - means["before"]
    return {"people": len(scores.dropna()), "gain": gain[True], "effect": gain[True] - gain[False]}
