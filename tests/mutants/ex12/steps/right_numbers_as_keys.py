path = [*scenarios.STEPS, "closed"]
steps = {place: " " + path[log.done] for place, log in enumerate(logs, start=1)}
