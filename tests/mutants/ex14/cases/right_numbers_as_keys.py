standing = {place: one.standing for place, one in enumerate(collected, start=1)}
