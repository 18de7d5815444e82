versions = {place: one.kind for place, one in enumerate(changed, start=1)}
