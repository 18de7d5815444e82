answers = {str(place): request.audience for place, request in enumerate(asked, start=1)}
two_trainings = {int(place): answer for place, answer in answers.items()}
