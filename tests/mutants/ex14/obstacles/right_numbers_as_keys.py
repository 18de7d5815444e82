obstacles = {place: one.why for place, one in enumerate(reports, start=1)}
