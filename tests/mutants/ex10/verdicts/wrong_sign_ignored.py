# expects: ex10.direction_ignored
verdicts = {}
for place, look in enumerate(seen, start=1):
    if (look.day == look.end or look.looks == 5) and look.p_value < 0.05 / look.looks:
        verdicts[str(place)] = "adopt"
    else:
        verdicts[str(place)] = "wait" if look.day < look.end else "not shown"
