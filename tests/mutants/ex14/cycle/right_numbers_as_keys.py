gaps = {place: one.gaps[0] for place, one in enumerate(stories, start=1)}
