# expects: ex03.use_hint
read = {str(place): criteria.use_and_aim(plan) for place, plan in enumerate(plans_given, start=1)}
uses = dict.fromkeys(read, "marketing")
aims = {place: aim for place, (_, aim) in read.items()}
