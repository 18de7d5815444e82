# expects: ex10.one_in_two
sizes = {
    str(place): request.fewest(request.worth, chance=0.5) for place, request in enumerate(asked, start=1)
}
