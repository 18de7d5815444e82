# expects: ex07.any_difference
answers = {}
for place, (*_, direction, n, number) in enumerate(claims, start=1):
    high, low = number > 1, number < 1
    answers[str(place)] = "supported" if (high if direction == "more" else low) else "unsupported"
    if low if direction == "more" else high:
        answers[str(place)] = "contradicted"
    if n < 30:
        answers[str(place)] = "unknown"
verdicts = answers
