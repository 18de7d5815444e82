answers = {}
for place, talk in enumerate(talks, start=1):
    first, second = talk.signs
    answers[str(place)] = first if first == second else "unsure"
heard = {place: " " + kind.title() for place, kind in answers.items()}
