# expects: ex14.everything_told
standing = {str(place): "told" for place, one in enumerate(collected, start=1)}
