# expects: checks.option_unknown
verdicts = dict.fromkeys(claims_made, "true")
