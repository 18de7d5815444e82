# expects: ex03.user_no_customer
attributes = {
    str(place): "no customer" if fact.key in criteria.FAMILIES["used"] else criteria.family(fact)
    for place, fact in enumerate(facts_given, start=1)
}
