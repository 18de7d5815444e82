failed = {str(place): " " + one.why.upper() for place, one in enumerate(troubles, start=1)}
