# expects: ex11.support_ignored
answers = {str(place): pair.verdict for place, pair in enumerate(pairs, start=1)}
offers = {place: "offer" if verdict == "rare" else verdict for place, verdict in answers.items()}
