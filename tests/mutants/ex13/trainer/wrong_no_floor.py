# expects: ex13.below_floor
trainer = {str(place): marks[name].idxmax() for place, name in enumerate(marks.columns, start=1)}
