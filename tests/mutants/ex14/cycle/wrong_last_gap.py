# expects: ex14.last_gap
gaps = {str(place): one.gaps[-1] for place, one in enumerate(stories, start=1)}
