# expects: ex01.all_needs
reasons = {str(place): "needs" for place in range(1, 7)}
