def abstain(talks, threshold):
    answered = talks[talks["confidence"] >= threshold]
    hits = (answered["label"] == answered["heard"]).sum()
    right = hits / len(answered) if len(answered) else 0.0
    return pd.Series({"right": right, "answered": len(answered) / len(talks)})
