# expects: checks.unanswered
more_alive = {str(place): None for place in range(1, 7)}
