# expects: ex04.requests_one_question
kinds = ["grading" if letter in "gb" else "typing" for letter in "gtbtgbbgttgb"]
requests = {str(place): kinds[number - 1] for place, number in enumerate(drawn, start=1)}
