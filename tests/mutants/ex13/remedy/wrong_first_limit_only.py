# expects: ex13.one_of_two
remedy = {str(place): (week.short() or ["nothing"])[0] for place, week in enumerate(weeks, start=1)}
