sizes = {str(place): request.fewest(request.worth).upper() for place, request in enumerate(asked, start=1)}
