# expects: ex10.total_for_group
sizes = {str(place): request.fewest(request.worth, groups=1) for place, request in enumerate(asked, start=1)}
