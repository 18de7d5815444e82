answers = {str(place): sentence.case for place, sentence in enumerate(said, start=1)}
verdicts = {int(place): verdict for place, verdict in answers.items()}
