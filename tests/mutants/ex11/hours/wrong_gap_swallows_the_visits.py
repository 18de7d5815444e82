# expects: ex11.gap_swallows
def hours_needed(team, weeks):
    visits = weeks // team["level"].map(VISIT)
    calls = weeks // team["level"].map(CALL)
    return float((3 * visits + 0.5 * calls).sum())
