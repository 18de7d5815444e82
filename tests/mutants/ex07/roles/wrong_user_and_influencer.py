# expects: ex07.user_and_influencer
answers = {}
for place, person in enumerate(buying.people, start=1):
    if not (person.up_to or person.above):
        answers[str(place)] = scenarios.ROLES[(int(person.did.split("_")[1]) - 1) // 3]
    if person.up_to:
        answers[str(place)] = "decider" if buying.amount <= person.up_to else "none"
    if person.above:
        answers[str(place)] = "decider" if buying.amount > person.above else "none"
exchange = {"user": "influencer", "influencer": "user"}
roles = {place: exchange.get(role, role) for place, role in answers.items()}
