obstacles = {str(place): " " + one.why.upper() for place, one in enumerate(reports, start=1)}
