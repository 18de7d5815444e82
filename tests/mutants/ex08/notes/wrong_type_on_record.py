# expects: ex08.type_on_record
answers = {str(place): note.place for place, note in enumerate(noted, start=1)}
places = {place: "customer" if where == "nowhere" else where for place, where in answers.items()}
