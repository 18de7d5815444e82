# expects: ex11.calls_as_long
def hours_needed(team, weeks):
    visits = (weeks // team["level"].map(VISIT)).sum()
    calls = (weeks // team["level"].map(CALL)).sum()
    return float(3 * (visits + calls))
