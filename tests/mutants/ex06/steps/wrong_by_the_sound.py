# expects: ex06.steps_by_sound
steps = {}
for n, entry in enumerate(entries, start=1):
    first, second = scenarios.TWINS[entry.topic]
    steps[str(n)] = second if entry.step == first else first
