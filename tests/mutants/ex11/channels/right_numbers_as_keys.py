answers = {str(place): situation.channel for place, situation in enumerate(situations, start=1)}
channels = {int(place): channel for place, channel in answers.items()}
