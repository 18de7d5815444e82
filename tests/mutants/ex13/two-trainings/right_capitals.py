answers = {str(place): request.audience for place, request in enumerate(asked, start=1)}
two_trainings = {place: " " + answer.upper() for place, answer in answers.items()}
