# expects: ex04.rules_gap
rules = draft
