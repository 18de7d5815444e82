# expects: ex08.nobody_wounded
answers = {str(place): answer.wounded for place, answer in enumerate(given, start=1)}
wounded = dict.fromkeys(answers, "none")
