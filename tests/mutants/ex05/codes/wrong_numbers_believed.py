# expects: ex05.number_believed
number_checks = {str(place): "right" for place in range(1, 7)}
