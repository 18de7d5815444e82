# expects: checks.unanswered
number_checks = {str(place): None for place in range(1, 7)}
