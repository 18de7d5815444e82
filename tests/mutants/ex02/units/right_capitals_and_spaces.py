found = [units.FALLS_ON[decision.topic][decision.wording] for decision in decisions]
unit_of = {str(place): f" {unit.title()}" for place, unit in enumerate(found, start=1)}
