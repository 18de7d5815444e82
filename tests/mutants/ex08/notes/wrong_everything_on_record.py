# expects: ex08.all_on_record
answers = {str(place): note.place for place, note in enumerate(noted, start=1)}
places = dict.fromkeys(answers, "customer")
