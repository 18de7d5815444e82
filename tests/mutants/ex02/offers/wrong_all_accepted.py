# expects: ex02.all_usable or ex02.title_believed
against = {str(place): "none" for place in range(1, 6)}
