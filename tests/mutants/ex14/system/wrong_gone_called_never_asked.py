# expects: ex14.gone_is_never_asked
failed = {str(place): one.why.replace("store", "collect") for place, one in enumerate(troubles, start=1)}
