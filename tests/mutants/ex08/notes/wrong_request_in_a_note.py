# expects: ex08.bribe_in_a_note
answers = {str(place): note.place for place, note in enumerate(noted, start=1)}
places = {place: "conversation" if where == "compliance" else where for place, where in answers.items()}
