answers = {str(place): criteria.family(fact) for place, fact in enumerate(facts_given, start=1)}
attributes = {place: answer.capitalize() + " " for place, answer in answers.items()}
