# expects: ex14.training_for_all
obstacles = {str(place): "skills" for place, one in enumerate(reports, start=1)}
