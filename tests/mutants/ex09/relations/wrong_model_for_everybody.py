# expects: ex09.model_for_everybody
methods = {str(place): "bg/nbd" for place in range(1, 9)}
