# expects: checks.rule_without_segment
rules = [{"segment": 1, "r": [4, 5], "f": [4, 5]}]
