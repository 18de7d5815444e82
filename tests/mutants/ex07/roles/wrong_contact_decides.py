# expects: ex07.contact_decides or ex07.other_signature or ex07.buyer_decides
answers = {}
for place, person in enumerate(buying.people, start=1):
    if not (person.up_to or person.above):
        answers[str(place)] = scenarios.ROLES[(int(person.did.split("_")[1]) - 1) // 3]
    if person.up_to:
        answers[str(place)] = "decider" if buying.amount <= person.up_to else "none"
    if person.above:
        answers[str(place)] = "decider" if buying.amount > person.above else "none"

roles = {place: "none" if role == "decider" else role for place, role in answers.items()}
for place, person in enumerate(buying.people, start=1):
    if person.contact:
        roles[str(place)] = "decider"
