fitting = {str(place): aim.measure for place, aim in enumerate(planned, start=1)}
measures = {int(place): measure for place, measure in fitting.items()}
