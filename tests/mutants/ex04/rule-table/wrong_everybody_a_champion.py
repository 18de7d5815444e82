# expects: ex04.rules_moved
rules = [{"segment": "champions"}]
