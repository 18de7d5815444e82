# expects: ex15.always_what
deciding = {str(place): "what" for place in range(1, 10)}
