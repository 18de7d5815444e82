true = {str(place): report.case for place, report in enumerate(reports, start=1)}
found = {int(place): word for place, word in true.items()}
