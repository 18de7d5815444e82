# expects: ex07.talk_kept
answers = {}
for place, record in enumerate(records, start=1):
    named = tagging.parts(record.tag)
    age = (review_day - record.refreshed).days
    answer = "refresh" if age > record.refresh_days else "keep"
    if record.expires < review_day:
        answer = "retire"
    if not named or not record.owner or not record.source:
        answer = "repair"
    answers[str(place)] = answer
actions = answers
