# expects: ex14.unwilling_is_untrained
obstacles = {str(place): one.why.replace("incentive", "skills") for place, one in enumerate(reports, start=1)}
