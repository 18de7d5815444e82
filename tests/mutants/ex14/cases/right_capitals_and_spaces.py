standing = {str(place): " " + one.standing.upper() for place, one in enumerate(collected, start=1)}
