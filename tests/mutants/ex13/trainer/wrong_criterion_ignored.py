# expects: ex13.trainer_hint
able = marks[marks.min(axis=1) >= 3]
trainer = {str(place): able[name].idxmin() for place, name in enumerate(marks.columns, start=1)}
