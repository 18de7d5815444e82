fitting = {str(place): aim.measure for place, aim in enumerate(planned, start=1)}
measures = {place: measure.upper() for place, measure in fitting.items()}
