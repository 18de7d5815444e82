# expects: ex15.conduct_hint
def word(case, money=True, how=True, when=True, who=True, value=True):
    gift = case.what in ("small", "large")
    if (money and case.what == "money") or (how and case.how == "secret"):
        return "refuse"
    if gift and ((when and case.when == "tender") or (who and case.who == "public")):
        return "refuse"
    return "ask" if value and case.what == "large" else "go"


conduct = {str(place): word(case, value=False) for place, case in enumerate(nine, start=1)}
