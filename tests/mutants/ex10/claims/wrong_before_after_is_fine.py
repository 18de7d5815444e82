# expects: ex10.before_and_after
lacking = {str(place): claim.lacks for place, claim in enumerate(stated, start=1)}
missing = {place: "sound" if lacks == "control" else lacks for place, lacks in lacking.items()}
