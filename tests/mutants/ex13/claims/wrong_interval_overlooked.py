# expects: ex13.zero_decides
answers = {str(place): report.verdict for place, report in enumerate(told_of, start=1)}
claims = {place: answer.replace("cannot tell", "supported") for place, answer in answers.items()}
