lacking = {str(place): claim.lacks for place, claim in enumerate(stated, start=1)}
missing = {int(place): lacks for place, lacks in lacking.items()}
