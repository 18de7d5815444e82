# expects: ex14.moved_is_major
versions = {str(place): one.kind.replace("none", "major") for place, one in enumerate(changed, start=1)}
