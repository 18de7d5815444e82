# expects: ex11.every_week
def hours_needed(team, weeks):
    visits = sum(weeks for level in team["level"] if level in VISIT)
    calls = sum(weeks for level in team["level"] if level in CALL)
    return 3 * visits + 0.5 * calls
