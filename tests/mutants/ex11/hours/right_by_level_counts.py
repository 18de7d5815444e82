def hours_needed(team, weeks):
    counts = team["level"].value_counts()
    visits = sum(counts.get(level, 0) * (weeks // gap) for level, gap in VISIT.items())
    calls = sum(counts.get(level, 0) * (weeks // gap) for level, gap in CALL.items())
    return float(3 * visits + calls / 2)
