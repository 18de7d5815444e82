# expects: ex16.rules_small
rules = [
    {"segment": "best", "m": 5},
    {"segment": "good", "m": 4},
    {"segment": "middle", "m": 3},
    {"segment": "few", "r": 5, "m": 1},
    {"segment": "other", "m": 2},
    {"segment": "little", "r": [1, 4], "m": 1},
]
