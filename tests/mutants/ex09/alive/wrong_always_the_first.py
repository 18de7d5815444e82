# expects: ex09.alive_hint
more_alive = {str(place): "first" for place in range(1, 7)}
