# expects: ex11.pair_hint
offers = {str(place): "rare" for place in range(1, 9)}
