# expects: ex12.log_believed
path = [*scenarios.STEPS, "closed"]
steps = {str(n): path[log.done + (log.sham > 0) + log.beyond] for n, log in enumerate(logs, start=1)}
