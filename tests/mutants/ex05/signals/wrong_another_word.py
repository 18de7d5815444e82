# expects: checks.option_unknown
next_steps = {str(place): "mail" for place in range(1, 7)}
