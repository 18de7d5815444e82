# expects: ex08.right_of_all
def abstain(talks, threshold):
    answered = talks[talks["confidence"] >= threshold]
    hits = (answered["label"] == answered["heard"]).sum()
    right = hits / len(talks)
    return {"answered": len(answered) / len(talks), "right": right}
