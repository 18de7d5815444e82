answers = {str(place): note.place for place, note in enumerate(noted, start=1)}
places = {place: where.upper() for place, where in answers.items()}
