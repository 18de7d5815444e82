# expects: ex13.dealers
two_trainings = {}
for place, request in enumerate(asked, start=1):
    dealer = request.audience == "staff" and request.number in (1, 4)
    two_trainings[str(place)] = "customer" if dealer else request.audience
