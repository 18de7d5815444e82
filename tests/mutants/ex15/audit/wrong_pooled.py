# expects: ex15.halves_pooled
def audit(labels):
    right = (labels["label"] == labels["heard"]).mean()
    gain = float(right - labels["heard"].value_counts(normalize=True).max())
    return {"seen": gain, "unseen": gain}
