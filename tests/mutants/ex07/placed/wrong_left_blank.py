# expects: checks.unanswered
placed = {str(place): None for place in range(1, 9)}
