# expects: checks.unanswered
methods = {str(place): None for place in range(1, 9)}
