# expects: ex07.all_believed
verdicts = {str(place): "supported" for place in range(1, 6)}
