# expects: ex13.no_control
def course_effect(scores):
    both = scores.dropna()
    gain = (both["after"] - both["before"])[both["trained"]].mean()
    return {"people": len(both), "gain": gain, "effect": gain}
