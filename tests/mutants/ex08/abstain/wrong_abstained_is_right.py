# expects: ex08.abstained_count_as_right
def abstain(talks, threshold):
    answered = talks[talks["confidence"] >= threshold]
    hits = (answered["label"] == answered["heard"]).sum()
    right = (hits + len(talks) - len(answered)) / len(talks)
    return {"answered": len(answered) / len(talks), "right": right}
