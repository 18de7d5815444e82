# expects: ex10.claim_hint
lacking = {str(place): claim.lacks for place, claim in enumerate(stated, start=1)}
missing = {place: "chosen" if lacks == "source" else lacks for place, lacks in lacking.items()}
