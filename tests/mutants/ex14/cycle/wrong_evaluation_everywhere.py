# expects: ex14.always_evaluate
gaps = {str(place): "evaluate" for place, one in enumerate(stories, start=1)}
