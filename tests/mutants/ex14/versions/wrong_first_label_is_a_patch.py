# expects: ex14.version_hint
versions = {str(place): one.kind.replace("minor", "patch") for place, one in enumerate(changed, start=1)}
