# expects: ex07.dates_only
answers = {}
for place, record in enumerate(records, start=1):
    named = tagging.parts(record.tag)
    age = (review_day - record.refreshed).days
    answer = "refresh" if age > record.refresh_days else "keep"
    if record.expires < review_day:
        answer = "retire"
    answers[str(place)] = answer
actions = answers
