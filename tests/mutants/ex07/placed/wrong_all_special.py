# expects: ex07.placed_hint
placed = {str(place): "special" for place in range(1, 9)}
