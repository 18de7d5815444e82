# expects: ex14.obstacle_hint
obstacles = {str(place): one.why.replace("access", "process") for place, one in enumerate(reports, start=1)}
