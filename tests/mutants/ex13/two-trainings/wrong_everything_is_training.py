# expects: ex13.all_is_training
two_trainings = {}
for place, request in enumerate(asked, start=1):
    seeming = "staff" if request.number in (2, 5) else "customer"
    two_trainings[str(place)] = seeming if request.audience == "neither" else request.audience
