# expects: ex11.calls_forgotten
def hours_needed(team, weeks):
    return float(3 * sum(weeks // VISIT[level] for level in team["level"] if level in VISIT))
