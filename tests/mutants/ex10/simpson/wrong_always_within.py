# expects: ex10.always_within
better = {str(place): case.within for place, case in enumerate(cases, start=1)}
