# expects: ex01.reason_hint
reasons = {str(place): "none" for place in range(1, 7)}
