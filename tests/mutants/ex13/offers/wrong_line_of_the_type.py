# expects: ex13.other_line
offers = {}
for place, brief in enumerate(customers, start=1):
    first, second = plans.OFFERS[brief.kind]
    offers[str(place)] = second if brief.offer == first else first
