# expects: ex05.reason_hint
reasons = {str(place): "none" for place in range(1, 7)}
