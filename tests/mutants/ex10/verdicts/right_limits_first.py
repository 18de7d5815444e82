limits = {1: 0.05, 5: 0.01}
verdicts = {}
for place, look in enumerate(seen, start=1):
    over = look.day >= look.end
    clear = look.p_value < limits[look.looks] and (over or look.looks == 5)
    verdicts[place] = ("drop" if look.points < 0 else "adopt") if clear else ("not shown" if over else "wait")
