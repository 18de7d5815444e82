# expects: ex16.rules_gap
rules = [
    {"segment": "best", "m": 5},
    {"segment": "good", "m": 4},
    {"segment": "middle", "m": 3},
    {"segment": "little", "r": [2, 5], "m": [1, 2]},
]
