read = {str(place): criteria.use_and_aim(plan) for place, plan in enumerate(plans_given, start=1)}
uses = {place: use.upper() for place, (use, _) in read.items()}
aims = {place: " " + aim for place, (_, aim) in read.items()}
