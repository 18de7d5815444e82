# expects: ex08.bribe_forgotten
answers = {str(place): note.place for place, note in enumerate(noted, start=1)}
places = {place: "nowhere" if where == "compliance" else where for place, where in answers.items()}
