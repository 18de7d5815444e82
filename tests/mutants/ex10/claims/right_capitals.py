lacking = {str(place): claim.lacks for place, claim in enumerate(stated, start=1)}
missing = {place: " " + lacks.title() for place, lacks in lacking.items()}
