# expects: ex10.others_are_enough
lacking = {str(place): claim.lacks for place, claim in enumerate(stated, start=1)}
missing = {place: "sound" if lacks == "chosen" else lacks for place, lacks in lacking.items()}
