# expects: ex08.note_hint
answers = {str(place): note.place for place, note in enumerate(noted, start=1)}
places = {place: "conversation" if where == "customer" else where for place, where in answers.items()}
