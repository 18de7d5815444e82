# expects: ex11.low_unverified
answers = {str(place): account.segment for place, account in enumerate(found, start=1)}
segments = {place: "low" if segment == "verify" else segment for place, segment in answers.items()}
