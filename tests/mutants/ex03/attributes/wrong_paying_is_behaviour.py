# expects: ex03.paying_is_behaviour
attributes = {
    str(place): "behavioural" if fact.key in criteria.FAMILIES["credit"] else criteria.family(fact)
    for place, fact in enumerate(facts_given, start=1)
}
