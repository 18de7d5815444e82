# expects: ex10.repeat_for_retention
fitting = {str(place): aim.measure for place, aim in enumerate(planned, start=1)}
swapped = {"repeat purchase": "retention", "retention": "repeat purchase"}
measures = {place: swapped.get(measure, measure) for place, measure in fitting.items()}
