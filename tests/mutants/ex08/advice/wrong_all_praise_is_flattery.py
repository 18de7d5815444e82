# expects: ex08.no_praise_allowed
answers = {str(place): sentence.case for place, sentence in enumerate(said, start=1)}
verdicts = {place: "untrue" if verdict == "fine" else verdict for place, verdict in answers.items()}
