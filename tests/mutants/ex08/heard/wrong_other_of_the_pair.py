# expects: ex08.heard_hint
answers = {}
for place, talk in enumerate(talks, start=1):
    first, second = talk.signs
    answers[str(place)] = first if first == second else "unsure"

for place, talk in enumerate(talks, start=1):
    if answers[str(place)] != "unsure":
        answers[str(place)] = next(kind for kind in talk.pair if kind != talk.signs[0])
heard = answers
