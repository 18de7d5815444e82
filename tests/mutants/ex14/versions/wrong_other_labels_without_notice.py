# expects: ex14.relabelled_is_patch
versions = {str(place): one.kind.replace("major", "patch") for place, one in enumerate(changed, start=1)}
