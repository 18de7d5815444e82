# expects: ex14.first_label_is_major
versions = {str(place): one.kind.replace("minor", "major") for place, one in enumerate(changed, start=1)}
