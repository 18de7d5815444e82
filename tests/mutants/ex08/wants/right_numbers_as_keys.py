answers = {str(place): answer.wounded for place, answer in enumerate(given, start=1)}
wounded = {int(place): want for place, want in answers.items()}
