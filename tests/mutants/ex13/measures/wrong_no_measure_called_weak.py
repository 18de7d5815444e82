# expects: ex13.none_is_weak
answers = {}
for place, aim in enumerate(aims, start=1):
    answers[str(place)] = (
        "none" if aim.measure == "none" else "enough" if aim.measure == aim.level else "too weak"
    )
measures = {place: "too weak" if answer == "none" else answer for place, answer in answers.items()}
