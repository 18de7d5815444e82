def audit(labels):
    answer = {}
    for name in ["unseen", "seen"]:
        half = labels[labels["split"] == name]
        heard = half["heard"].tolist()
        hits = sum(a == b for a, b in zip(half["label"], heard, strict=True))
        answer[name] = (hits - max(map(heard.count, heard))) / len(half)
    return answer
