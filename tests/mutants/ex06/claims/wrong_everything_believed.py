# expects: ex06.all_believed
verdicts = dict.fromkeys(claims_made, "supported")
