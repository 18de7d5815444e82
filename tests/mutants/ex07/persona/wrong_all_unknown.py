# expects: ex07.verdict_hint
verdicts = {str(place): "unknown" for place in range(1, 6)}
