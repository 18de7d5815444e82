# expects: ex14.plausible_is_told
standing = {str(place): one.standing.replace("not ", "") for place, one in enumerate(collected, start=1)}
