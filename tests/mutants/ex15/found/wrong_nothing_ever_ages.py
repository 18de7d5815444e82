# expects: ex15.report_hint
true = {str(place): report.case for place, report in enumerate(reports, start=1)}
found = {place: word.replace("drift", "sound") for place, word in true.items()}
