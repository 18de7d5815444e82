# expects: ex14.ends_only
causes = {}
for place, one in enumerate(spenders, start=1):
    same = scenarios.label(one.then, "1") == scenarios.label(one.now, "2")
    causes[str(place)] = "none" if same else "customer"
