answers = {str(place): note.place for place, note in enumerate(noted, start=1)}
places = {int(place): where for place, where in answers.items()}
