# expects: ex14.by_the_new_rule
causes = {}
for place, one in enumerate(spenders, start=1):
    first, middle, last = (
        scenarios.label(one.then, "1"),
        scenarios.label(one.then, "2"),
        scenarios.label(one.now, "2"),
    )
    rule, customer = first != middle, middle != last
    causes[str(place)] = (
        "both" if rule and customer else "rule" if rule else "customer" if customer else "none"
    )
