def audit(labels):
    right = labels["label"].eq(labels["heard"]).groupby(labels["split"]).mean()
    usual = labels.groupby("split")["heard"].agg(lambda kinds: kinds.value_counts().max() / len(kinds))
    return right - usual
