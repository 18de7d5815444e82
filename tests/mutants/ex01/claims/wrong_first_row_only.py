# expects: ex01.one_rule_read
answers = {}
for place, (claim, number) in claims_made.items():
    true_by = sum(by_rule["unprofitable_percent"] >= number)
    answers[place] = "every rule" if true_by == 4 else "some rules" if true_by else "no rule"
    if claim != "share":
        answers[place] = "cannot tell"
share = by_rule["unprofitable_percent"].iloc[0]
verdicts = {
    place: answers[place] if claim != "share" else "every rule" if share >= number else "no rule"
    for place, (claim, number) in claims_made.items()
}
