# expects: ex12.later_counts
path = [*scenarios.STEPS, "closed"]
steps = {str(n): path[log.done + 2 * log.beyond] for n, log in enumerate(logs, start=1)}
