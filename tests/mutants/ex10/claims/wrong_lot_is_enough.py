# expects: ex10.lot_is_enough
lacking = {str(place): claim.lacks for place, claim in enumerate(stated, start=1)}
missing = {place: "sound" if lacks == "survivors" else lacks for place, lacks in lacking.items()}
