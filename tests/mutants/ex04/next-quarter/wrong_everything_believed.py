# expects: ex04.all_believed
verdicts = dict.fromkeys(claims_made, "supported")
