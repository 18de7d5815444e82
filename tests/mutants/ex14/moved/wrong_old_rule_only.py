# expects: ex14.old_rule_only
causes = {}
for place, one in enumerate(spenders, start=1):
    causes[str(place)] = (
        "none" if scenarios.label(one.then, "1") == scenarios.label(one.now, "1") else "customer"
    )
