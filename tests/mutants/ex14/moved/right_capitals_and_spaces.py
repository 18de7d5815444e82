causes = {str(place): " " + scenarios.cause(one).upper() for place, one in enumerate(spenders, start=1)}
