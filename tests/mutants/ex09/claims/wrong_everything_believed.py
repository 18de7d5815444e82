# expects: ex09.all_believed
verdicts = {str(place): "true" for place in range(1, 6)}
