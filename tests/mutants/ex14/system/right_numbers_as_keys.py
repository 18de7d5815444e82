failed = {place: one.why for place, one in enumerate(troubles, start=1)}
