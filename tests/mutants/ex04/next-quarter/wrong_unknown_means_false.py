# expects: ex04.claim_hint
bounds = {
    "share": quarter.loc["A", "percent_of_next_quarter"],
    "stayed": quarter.loc["A", "same_grade_again"],
    "silent": quarter.loc["D", "bought_nothing"],
}
verdicts = {}
for place, (claim, number) in claims_made.items():
    if claim in bounds:
        verdicts[place] = "supported" if bounds[claim] >= number else "contradicted"
    else:
        verdicts[place] = "cannot tell"
    if claim not in bounds:
        verdicts[place] = "contradicted"
