# expects: ex05.step_hint
next_steps = {str(place): "wait" for place in range(1, 7)}
