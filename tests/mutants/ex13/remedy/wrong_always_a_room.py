# expects: ex13.remedy_hint
remedy = {str(place): "room" for place in range(1, 7)}
