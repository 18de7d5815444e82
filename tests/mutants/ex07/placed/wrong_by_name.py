# expects: ex07.placed_by_name
placed = {str(place): scenarios.PLACES[form.place] for place, form in enumerate(forms, start=1)}
