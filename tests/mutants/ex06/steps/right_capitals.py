steps = {str(n): entry.step.upper() for n, entry in enumerate(entries, start=1)}
