# expects: ex10.verdict_hint
verdicts = {str(place): "wait" for place, _ in enumerate(seen, start=1)}
