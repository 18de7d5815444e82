answers = {str(place): account.segment for place, account in enumerate(found, start=1)}
segments = {place: segment.upper() for place, segment in answers.items()}
