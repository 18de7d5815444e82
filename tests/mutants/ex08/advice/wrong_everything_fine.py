# expects: ex08.all_fine
verdicts = {str(place): "fine" for place in range(1, 12)}
