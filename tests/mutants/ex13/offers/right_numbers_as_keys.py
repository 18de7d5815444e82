answers = {str(place): brief.offer for place, brief in enumerate(customers, start=1)}
offers = {int(place): answer for place, answer in answers.items()}
