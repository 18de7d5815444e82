# expects: ex08.threshold_ignored
def abstain(talks, threshold):
    return {"answered": 1.0, "right": (talks["label"] == talks["heard"]).mean()}
