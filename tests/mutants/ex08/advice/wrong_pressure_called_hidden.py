# expects: ex08.advice_hint
answers = {str(place): sentence.case for place, sentence in enumerate(said, start=1)}
verdicts = {place: "hidden" if verdict == "pressure" else verdict for place, verdict in answers.items()}
