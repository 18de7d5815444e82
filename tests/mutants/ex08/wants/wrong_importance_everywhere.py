# expects: ex08.want_hint
answers = {str(place): answer.wounded for place, answer in enumerate(given, start=1)}
wounded = dict.fromkeys(answers, "importance")
