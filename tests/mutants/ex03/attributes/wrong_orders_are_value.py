# expects: ex03.orders_are_value
attributes = {
    str(place): "value" if fact.key in criteria.FAMILIES["behavioural"] else criteria.family(fact)
    for place, fact in enumerate(facts_given, start=1)
}
