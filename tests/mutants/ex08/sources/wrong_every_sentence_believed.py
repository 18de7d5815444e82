# expects: ex08.all_advised
sources = {str(place): "advised" for place in range(1, 11)}
