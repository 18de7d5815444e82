# expects: ex10.unplanned_look
verdicts = {}
for place, look in enumerate(seen, start=1):
    if (True) and look.p_value < 0.05 / look.looks:
        verdicts[str(place)] = "adopt" if look.points > 0 else "drop"
    else:
        verdicts[str(place)] = "wait" if look.day < look.end else "not shown"
