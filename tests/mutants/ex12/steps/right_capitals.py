path = [*scenarios.STEPS, "closed"]
steps = {str(place): path[log.done].upper() for place, log in enumerate(logs, start=1)}
