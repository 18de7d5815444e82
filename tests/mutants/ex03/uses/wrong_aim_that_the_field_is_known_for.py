# expects: ex03.aim_by_use
read = {str(place): criteria.use_and_aim(plan) for place, plan in enumerate(plans_given, start=1)}
uses = {place: use for place, (use, _) in read.items()}
aims = {place: criteria.USUAL_AIM[use] for place, (use, _) in read.items()}
