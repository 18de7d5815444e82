answers = {str(place): criteria.family(fact) for place, fact in enumerate(facts_given, start=1)}
attributes = {int(place): answer for place, answer in answers.items()}
