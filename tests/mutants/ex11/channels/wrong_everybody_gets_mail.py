# expects: ex11.cap_and_consent
answers = {str(place): situation.channel for place, situation in enumerate(situations, start=1)}
channels = {place: "e-mail" if channel == "none" else channel for place, channel in answers.items()}
