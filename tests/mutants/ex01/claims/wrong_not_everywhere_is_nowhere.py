# expects: ex01.claim_hint
answers = {}
for place, (claim, number) in claims_made.items():
    true_by = sum(by_rule["unprofitable_percent"] >= number)
    answers[place] = "every rule" if true_by == 4 else "some rules" if true_by else "no rule"
    if claim != "share":
        answers[place] = "cannot tell"
verdicts = {place: "no rule" if answer == "some rules" else answer for place, answer in answers.items()}
