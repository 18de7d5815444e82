# expects: ex13.measure_hint
answers = {}
for place, aim in enumerate(aims, start=1):
    answers[str(place)] = (
        "none" if aim.measure == "none" else "enough" if aim.measure == aim.level else "too weak"
    )
swap = {"enough": "too weak", "too weak": "enough", "none": "none"}
measures = {place: swap[answer] for place, answer in answers.items()}
