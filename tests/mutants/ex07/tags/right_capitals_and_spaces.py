answers = {}
for place, record in enumerate(records, start=1):
    named = tagging.parts(record.tag)
    age = (review_day - record.refreshed).days
    answer = "refresh" if age > record.refresh_days else "keep"
    if record.expires < review_day:
        answer = "retire"
    if not named or not record.owner or not record.source:
        answer = "repair"
    if named and named[1] in ("temper", "mood", "personality"):
        answer = "delete"
    answers[str(place)] = answer
actions = {place: " " + answer.upper() for place, answer in answers.items()}
