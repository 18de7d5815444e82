answers = {str(place): situation.channel for place, situation in enumerate(situations, start=1)}
channels = {place: channel.upper() for place, channel in answers.items()}
