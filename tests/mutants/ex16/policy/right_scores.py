policy = [
    {"kind": "organisation", "service": "much", "offer": "care", "most": 8},
    {"kind": "organisation", "basket": "large", "offer": "visit", "first": "basket_size", "most": 18},
    {"kind": "organisation", "trend": ["growing", "falling"], "offer": "call", "first": "margin"},
    {"kind": "person", "trend": ["falling", "silent"], "offer": "message"},
]
