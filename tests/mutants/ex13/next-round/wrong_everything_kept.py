# expects: ex13.round_hint
next_round = {str(place): "keep" for place in range(1, 7)}
