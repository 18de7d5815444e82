# expects: ex16.rules_order
rules = [
    {"segment": "best", "m": 5},
    {"segment": "good", "m": 4},
    {"segment": "middle", "m": 3},
    {"segment": "little", "m": [1, 2]},
]
rules = rules[::-1]
