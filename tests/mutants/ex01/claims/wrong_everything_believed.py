# expects: ex01.all_believed
verdicts = dict.fromkeys(claims_made, "every rule")
