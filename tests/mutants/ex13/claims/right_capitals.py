answers = {str(place): report.verdict for place, report in enumerate(told_of, start=1)}
claims = {place: " " + answer.upper() for place, answer in answers.items()}
