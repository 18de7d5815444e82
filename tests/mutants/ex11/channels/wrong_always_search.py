# expects: ex11.channel_hint
channels = {str(place): "search" for place in range(1, 9)}
