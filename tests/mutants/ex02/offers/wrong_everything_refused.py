# expects: ex02.offer_hint
against = {str(place): "a" for place in range(1, 6)}
