# expects: checks.rule_range
rules = [{"segment": "champions", "r": [5, 4], "f": [4, 5]}]
