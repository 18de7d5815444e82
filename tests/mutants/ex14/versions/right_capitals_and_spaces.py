versions = {str(place): " " + one.kind.upper() for place, one in enumerate(changed, start=1)}
