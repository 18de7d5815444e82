able = marks[marks.min(axis=1) >= 3]
answers = {str(place): able[name].idxmax() for place, name in enumerate(marks.columns, start=1)}
trainer = {int(place): answer for place, answer in answers.items()}
