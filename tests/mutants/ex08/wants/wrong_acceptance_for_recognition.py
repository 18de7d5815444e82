# expects: ex08.two_wants_swapped
answers = {str(place): answer.wounded for place, answer in enumerate(given, start=1)}

swap = {"acceptance": "recognition", "recognition": "acceptance"}
wounded = {place: swap.get(want, want) for place, want in answers.items()}
