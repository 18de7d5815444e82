def hours_needed(team, weeks):
    visits = weeks // team["level"].map(VISIT)
    calls = weeks // team["level"].map(CALL)
    return 3 * visits.fillna(0).sum() + 0.5 * calls.fillna(0).sum()
