# expects: ex13.same_for_all
offers = {str(place): "plain words" for place in range(1, 9)}
