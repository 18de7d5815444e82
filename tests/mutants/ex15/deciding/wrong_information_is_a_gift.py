# expects: ex15.deciding_hint
deciding = {}
for place, case in enumerate(nine, start=1):
    flags = {
        "what": case.what == "money",
        "how": case.how == "secret",
        "when": case.when == "tender",
        "who": case.who == "public",
    }
    beyond = "what" if case.what == "large" else "none"
    deciding[str(place)] = next((name for name, flag in flags.items() if flag), beyond)
