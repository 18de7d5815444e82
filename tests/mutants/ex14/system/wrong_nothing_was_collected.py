# expects: ex14.always_collect
failed = {str(place): "collect" for place, one in enumerate(troubles, start=1)}
