answers = {str(place): sentence.case for place, sentence in enumerate(said, start=1)}
verdicts = {place: verdict.upper() for place, verdict in answers.items()}
