rules = [
    {"segment": "largest", "r": [1, 5], "m": [5, 5]},
    {"segment": "upper", "r": [1, 5], "m": [4, 4]},
    {"segment": "mid, seen lately", "r": [3, 5], "m": 3},
    {"segment": "mid, long ago", "r": [1, 2], "m": 3},
    {"segment": "small", "r": None, "m": [1, 2]},
]
means = accounts["monetary"].groupby([score["m"], score["r"] >= 3]).mean()
if means[3, True] < means[3, False]:
    rules[2], rules[3] = rules[3], rules[2]
