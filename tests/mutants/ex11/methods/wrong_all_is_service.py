# expects: ex11.method_hint
methods = {str(place): "service" for place in range(1, 9)}
