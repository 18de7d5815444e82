# expects: ex10.all_control
lacking = {str(place): claim.lacks for place, claim in enumerate(stated, start=1)}
missing = dict.fromkeys(lacking, "control")
