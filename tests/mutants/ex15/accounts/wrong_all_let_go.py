# expects: ex15.line_is_verdict
accounts = {str(place): "offer" for place in range(1, 8)}
