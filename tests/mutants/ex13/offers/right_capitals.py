answers = {str(place): brief.offer for place, brief in enumerate(customers, start=1)}
offers = {place: " " + answer.upper() for place, answer in answers.items()}
