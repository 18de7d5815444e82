# expects: ex07.always_meet
channel = {str(place): "meet" for place in range(1, 7)}
