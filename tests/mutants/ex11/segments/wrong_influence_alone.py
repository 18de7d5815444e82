# expects: ex11.segment_hint
answers = {str(place): account.segment for place, account in enumerate(found, start=1)}
segments = {place: "high" if segment == "mid" else segment for place, segment in answers.items()}
