# expects: ex15.everything_refused
conduct = {str(place): "refuse" for place in range(1, 10)}
