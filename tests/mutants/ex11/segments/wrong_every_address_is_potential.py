# expects: ex11.address_is_potential
answers = {str(place): account.segment for place, account in enumerate(found, start=1)}
segments = {place: "potential" if segment == "none" else segment for place, segment in answers.items()}
