# expects: ex13.gap_is_zero
def course_effect(scores):
    filled = scores.fillna(0)
    gain = (filled["after"] - filled["before"]).groupby(filled["trained"]).mean()
    return {"people": len(filled), "gain": gain[True], "effect": gain[True] - gain[False]}
