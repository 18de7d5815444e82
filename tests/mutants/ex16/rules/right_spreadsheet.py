rules = [
    {"segment": "best", "m": 5},
    {"segment": "good", "m": 4},
    {"segment": "middle", "m": [2, 3]},
    {"segment": "little", "m": 1},
]
