# expects: ex13.claim_hint
claims = {str(place): "no comparison" for place in range(1, 9)}
