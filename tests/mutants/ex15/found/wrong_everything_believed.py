# expects: ex15.believes_all
true = {str(place): report.case for place, report in enumerate(reports, start=1)}
found = dict.fromkeys(true, "sound")
