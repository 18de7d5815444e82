# expects: ex13.request_hint
two_trainings = {str(place): "staff" for place in range(1, 9)}
