# expects: ex15.leak_or_overfit
true = {str(place): report.case for place, report in enumerate(reports, start=1)}
other = {"leak": "overfit", "overfit": "leak"}
found = {place: other.get(word, word) for place, word in true.items()}
