# expects: ex10.always_total
better = {str(place): case.overall for place, case in enumerate(cases, start=1)}
