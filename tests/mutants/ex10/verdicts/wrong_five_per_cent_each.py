# expects: ex10.not_shared
verdicts = {}
for place, look in enumerate(seen, start=1):
    if (look.day == look.end or look.looks == 5) and look.p_value < 0.05:
        verdicts[str(place)] = "adopt" if look.points > 0 else "drop"
    else:
        verdicts[str(place)] = "wait" if look.day < look.end else "not shown"
