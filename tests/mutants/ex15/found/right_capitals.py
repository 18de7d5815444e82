true = {str(place): report.case for place, report in enumerate(reports, start=1)}
found = {place: word.upper() for place, word in true.items()}
