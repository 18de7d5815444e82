# expects: checks.unanswered
drivers = {str(place): None for place in range(1, 5)}
