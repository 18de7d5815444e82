gaps = {str(place): " " + one.gaps[0].upper() for place, one in enumerate(stories, start=1)}
