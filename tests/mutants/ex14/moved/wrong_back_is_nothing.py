# expects: ex14.back_is_none
causes = {}
for place, one in enumerate(spenders, start=1):
    same = scenarios.label(one.then, "1") == scenarios.label(one.now, "2")
    causes[str(place)] = "none" if same else scenarios.cause(one)
