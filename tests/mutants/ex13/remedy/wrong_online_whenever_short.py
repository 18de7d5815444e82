# expects: ex13.online_always
remedy = {str(place): "online" if week.short() else "nothing" for place, week in enumerate(weeks, start=1)}
