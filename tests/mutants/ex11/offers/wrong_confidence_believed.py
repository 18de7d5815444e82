# expects: ex11.confidence_believed
answers = {str(place): pair.verdict for place, pair in enumerate(pairs, start=1)}
offers = {place: "offer" if verdict == "popular" else verdict for place, verdict in answers.items()}
