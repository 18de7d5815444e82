answers = {str(place): measure.method for place, measure in enumerate(measures, start=1)}
methods = {int(place): method for place, method in answers.items()}
