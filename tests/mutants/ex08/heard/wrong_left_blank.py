# expects: checks.unanswered
heard = {str(place): None for place in range(1, 9)}
