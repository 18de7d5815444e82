# expects: ex16.rules_overlap
rules = [{"segment": "recent", "r": 5}]
rules += [
    {"segment": "best", "m": 5},
    {"segment": "good", "m": 4},
    {"segment": "middle", "m": 3},
    {"segment": "little", "m": [1, 2]},
]
