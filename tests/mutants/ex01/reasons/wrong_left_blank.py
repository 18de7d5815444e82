# expects: checks.unanswered
reasons = {str(place): None for place in range(1, 7)}
