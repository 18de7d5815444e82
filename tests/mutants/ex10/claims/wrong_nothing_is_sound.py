# expects: ex10.nothing_is_sound
lacking = {str(place): claim.lacks for place, claim in enumerate(stated, start=1)}
missing = {place: "control" if lacks == "sound" else lacks for place, lacks in lacking.items()}
