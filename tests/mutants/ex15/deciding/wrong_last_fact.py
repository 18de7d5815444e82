# expects: ex15.last_line
deciding = {}
for place, case in enumerate(nine, start=1):
    gift = case.what in ("small", "large")
    fact = "what" if case.what == "large" else "none"
    flags = {
        "what": case.what == "money",
        "how": case.how == "secret",
        "when": case.when == "tender",
        "who": case.who == "public",
    }
    if gift or case.what == "money" or case.how == "secret":
        fact = next((name for name in ("who", "when", "how", "what") if flags[name]), fact)
    deciding[str(place)] = fact
