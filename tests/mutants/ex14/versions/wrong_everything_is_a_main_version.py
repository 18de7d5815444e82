# expects: ex14.always_major
versions = {str(place): "major" for place, one in enumerate(changed, start=1)}
