# expects: ex08.true_is_enough
answers = {str(place): sentence.case for place, sentence in enumerate(said, start=1)}
verdicts = {place: verdict if verdict == "untrue" else "fine" for place, verdict in answers.items()}
