# expects: ex07.placed_by_owner
answers = {}
for place, form in enumerate(forms, start=1):
    kind = {"person": "consumer", "company": "enterprise", "sole_trader": "enterprise", "organ": "government"}
    answers[place] = kind.get(form.registered, "special")
placed = {
    str(place): "government" if form.owner == "state" else answers[place]
    for place, form in enumerate(forms, start=1)
}
