# expects: ex10.simpson_hint or ex10.always_total or ex10.always_within
better = {str(place): "call" for place, case in enumerate(cases, start=1)}
