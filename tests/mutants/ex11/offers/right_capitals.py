answers = {str(place): pair.verdict for place, pair in enumerate(pairs, start=1)}
offers = {place: verdict.title() for place, verdict in answers.items()}
