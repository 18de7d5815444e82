# expects: ex06.steps_by_sound
steps = {}
for n, entry in enumerate(entries, start=1):
    steps[str(n)] = scenarios.TWINS[entry.topic][1 - entry.twin]
