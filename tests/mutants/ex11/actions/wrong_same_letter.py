# expects: ex11.action_hint or ex11.gift_to_public
actions = {str(place): "b" for place in range(1, 9)}
