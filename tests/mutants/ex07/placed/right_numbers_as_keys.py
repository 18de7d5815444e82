answers = {}
for place, form in enumerate(forms, start=1):
    kind = {"person": "consumer", "company": "enterprise", "sole_trader": "enterprise", "organ": "government"}
    answers[place] = kind.get(form.registered, "special")
placed = answers
