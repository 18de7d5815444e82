steps = {n: entry.step for n, entry in enumerate(entries, start=1)}
