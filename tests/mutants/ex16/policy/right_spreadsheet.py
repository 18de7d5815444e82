policy = [
    {
        "kind": "organisation",
        "basket": "large",
        "trend": ["growing", "even", "falling"],
        "offer": "visit",
        "first": "basket_size",
    },
]
