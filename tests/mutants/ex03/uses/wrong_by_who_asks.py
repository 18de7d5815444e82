# expects: ex03.asker_for_use
read = {str(place): criteria.use_and_aim(plan) for place, plan in enumerate(plans_given, start=1)}
department = {asker: use for use, asker in criteria.ASKERS.items()}
uses = {str(place): department[plan.asker] for place, plan in enumerate(plans_given, start=1)}
aims = {place: aim for place, (_, aim) in read.items()}
