# expects: ex13.offer_hint
following = dict(zip(plans.OFFERS, [*list(plans.OFFERS)[1:], "consumer"], strict=True))
offers = {
    str(place): plans.OFFERS[following[brief.kind]][1] for place, brief in enumerate(customers, start=1)
}
