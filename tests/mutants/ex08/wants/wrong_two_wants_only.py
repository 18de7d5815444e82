# expects: ex08.third_want_forgotten
answers = {str(place): answer.wounded for place, answer in enumerate(given, start=1)}
wounded = {place: "none" if want == "importance" else want for place, want in answers.items()}
