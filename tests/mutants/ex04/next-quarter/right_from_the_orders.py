verdicts = {}
for place, (claim, number) in claims_made.items():
    fact = None
    if claim == "share":
        fact = 100 * next_spending[grade == "A"].sum() / next_spending.sum()
    elif claim == "stayed":
        fact = (next_grade[grade == "A"] == "A").sum()
    elif claim == "silent":
        fact = (next_spending[grade == "D"] == 0).sum()
    verdicts[place] = "cannot tell" if fact is None else ("contradicted", "supported")[int(fact >= number)]
