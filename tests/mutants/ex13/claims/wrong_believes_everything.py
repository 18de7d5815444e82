# expects: ex13.all_supported
claims = {str(place): "supported" for place in range(1, 9)}
