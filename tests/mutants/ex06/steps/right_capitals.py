steps = {str(n): scenarios.TWINS[entry.topic][entry.twin].upper() for n, entry in enumerate(entries, start=1)}
