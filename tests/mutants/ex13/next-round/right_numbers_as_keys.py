answers = {str(place): found.change() for place, found in enumerate(seen, start=1)}
next_round = {int(place): answer for place, answer in answers.items()}
