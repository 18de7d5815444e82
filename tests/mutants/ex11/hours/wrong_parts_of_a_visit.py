# expects: ex11.part_contacts
def hours_needed(team, weeks):
    visits = (weeks / team["level"].map(VISIT)).fillna(0).sum()
    calls = (weeks / team["level"].map(CALL)).fillna(0).sum()
    return float(3 * visits + 0.5 * calls)
