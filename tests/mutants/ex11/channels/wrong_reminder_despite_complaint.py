# expects: ex11.complaint_forgotten
answers = {str(place): situation.channel for place, situation in enumerate(situations, start=1)}
channels = dict(answers)
for place, case in enumerate(situations, start=1):
    if case.complaint:
        channels[str(place)] = "e-mail" if case.consent and case.days >= 14 else "none"
