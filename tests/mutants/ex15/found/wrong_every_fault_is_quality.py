# expects: ex15.all_quality
true = {str(place): report.case for place, report in enumerate(reports, start=1)}
found = {place: word if word == "sound" else "quality" for place, word in true.items()}
