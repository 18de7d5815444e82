# expects: ex08.reply_hint
replies = {str(place): "a" for place in range(1, 9)}
