# expects: ex08.always_unsure
heard = {str(place): "unsure" for place in range(1, 9)}
