steps = {n: scenarios.TWINS[entry.topic][entry.twin] for n, entry in enumerate(entries, start=1)}
