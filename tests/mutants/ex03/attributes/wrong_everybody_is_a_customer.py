# expects: ex03.attribute_hint
attributes = {
    str(place): criteria.family(fact).replace("no customer", "social")
    for place, fact in enumerate(facts_given, start=1)
}
