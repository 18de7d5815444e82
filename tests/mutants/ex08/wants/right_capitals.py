answers = {str(place): answer.wounded for place, answer in enumerate(given, start=1)}
wounded = {place: want.title() for place, want in answers.items()}
