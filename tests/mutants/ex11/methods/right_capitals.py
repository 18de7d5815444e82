answers = {str(place): measure.method for place, measure in enumerate(measures, start=1)}
methods = {place: method.capitalize() for place, method in answers.items()}
