# expects: ex07.base_ignored
answers = {}
for place, (*_, direction, n, number) in enumerate(claims, start=1):
    high, low = number > 1.2, number < 0.83
    answers[str(place)] = "supported" if (high if direction == "more" else low) else "unsupported"
    if low if direction == "more" else high:
        answers[str(place)] = "contradicted"
    if n < 0:
        answers[str(place)] = "unknown"
verdicts = answers
