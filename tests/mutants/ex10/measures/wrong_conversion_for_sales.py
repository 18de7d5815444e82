# expects: ex10.measure_hint
fitting = {str(place): aim.measure for place, aim in enumerate(planned, start=1)}
measures = {place: "conversion" if measure == "sales" else measure for place, measure in fitting.items()}
