def facts_against(case):
    gift = case.what in ("small", "large")
    lines = [
        ("what", case.what == "money"),
        ("how", case.how == "secret"),
        ("when", gift and case.when == "tender"),
        ("who", gift and case.who == "public"),
        ("what", case.what == "large"),
    ]
    return [fact for fact, applies in lines if applies] or ["none"]


deciding = {str(place): facts_against(case)[0].upper() for place, case in enumerate(nine, start=1)}
