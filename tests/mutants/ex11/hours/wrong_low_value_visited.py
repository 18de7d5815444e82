# expects: ex11.low_value_visited
def hours_needed(team, weeks):
    visits = sum(weeks // VISIT.get(level, 2) for level in team["level"])
    calls = sum(weeks // CALL[level] for level in team["level"] if level in CALL)
    return 3 * visits + 0.5 * calls
