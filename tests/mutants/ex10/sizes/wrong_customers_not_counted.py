# expects: ex10.always_possible or ex10.total_for_group
sizes = {str(place): request.fewest(request.worth, groups=0) for place, request in enumerate(asked, start=1)}
