# expects: ex13.extremes_overlooked
answers = {str(place): report.verdict for place, report in enumerate(told_of, start=1)}
claims = {place: answer.replace("regression", "no comparison") for place, answer in answers.items()}
