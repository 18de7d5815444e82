# expects: ex08.counts_for_shares
def abstain(talks, threshold):
    answered = talks[talks["confidence"] >= threshold]
    hits = (answered["label"] == answered["heard"]).sum()
    right = hits / len(answered) if len(answered) else 0.0
    return {"answered": len(answered), "right": right}
