# expects: ex13.after_only
def course_effect(scores):
    both = scores.dropna()
    after = both.groupby("trained")["after"].mean()
    return {"people": len(both), "gain": after[True], "effect": after[True] - after[False]}
