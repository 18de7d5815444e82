# expects: ex06.claim_hint
verdicts = dict.fromkeys(claims_made, "cannot tell")
