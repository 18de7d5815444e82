# expects: ex16.rules_number
rules = [{"segment": "large", "m": [4, 5]}, {"segment": "small", "m": [1, 3]}]
