unit_of = {}
for place, decision in enumerate(decisions, start=1):
    first, second = units.FALLS_ON[decision.topic]
    unit_of[place] = second if decision.wording else first
