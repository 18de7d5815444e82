answers = {}
for place, week in enumerate(weeks, start=1):
    short = week.short()
    answers[str(place)] = "online" if len(short) > 1 else short[0] if short else "nothing"
remedy = {place: " " + answer.upper() for place, answer in answers.items()}
