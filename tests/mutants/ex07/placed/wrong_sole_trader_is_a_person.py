# expects: ex07.sole_trader
answers = {}
for place, form in enumerate(forms, start=1):
    kind = {"person": "consumer", "company": "enterprise", "sole_trader": "enterprise", "organ": "government"}
    answers[place] = kind.get(form.registered, "special")
placed = {
    str(place): "consumer" if form.registered == "sole_trader" else answers[place]
    for place, form in enumerate(forms, start=1)
}
