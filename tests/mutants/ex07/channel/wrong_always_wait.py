# expects: ex07.channel_hint
channel = {str(place): "wait" for place in range(1, 7)}
