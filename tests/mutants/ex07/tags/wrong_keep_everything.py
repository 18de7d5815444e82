# expects: ex07.tag_hint
actions = {str(place): "keep" for place in range(1, 8)}
