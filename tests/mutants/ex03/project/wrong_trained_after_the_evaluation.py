# expects: ex03.step_out_of_order
rank = {phase: place for place, phase in enumerate(project.PHASES)}
due = {letter: rank[project.phase(step)] for letter, step in zip("abcdefghi", steps_given, strict=True)}
order = sorted(due, key=due.get)
breaches = {str(place): project.broken(incident) for place, incident in enumerate(incidents_given, start=1)}
order = [*order[:7], order[8], order[7]]
