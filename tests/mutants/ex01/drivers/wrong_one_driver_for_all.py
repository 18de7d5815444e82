# expects: ex01.one_driver
drivers = {str(place): "revenue" for place in range(1, 5)}
