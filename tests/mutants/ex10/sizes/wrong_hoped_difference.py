# expects: ex10.hoped_for
sizes = {str(place): request.fewest(request.hoped) for place, request in enumerate(asked, start=1)}
