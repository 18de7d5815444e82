def abstain(talks, threshold):
    answered = hits = 0
    for _, row in talks.iterrows():
        if row["confidence"] >= threshold:
            answered += 1
            hits += row["label"] == row["heard"]
    return {"answered": answered / len(talks), "right": hits / max(answered, 1)}
