# expects: ex14.handbook_is_nothing
versions = {str(place): one.kind.replace("patch", "none") for place, one in enumerate(changed, start=1)}
