better = {}
for place, case in enumerate(cases, start=1):
    rows = case.orders, case.sent
    if case.known == "before":
        call, letter = (rows[0][0][offer] / rows[1][0][offer] for offer in (0, 1))
    else:
        call, letter = ((rows[0][0][o] + rows[0][1][o]) / (rows[1][0][o] + rows[1][1][o]) for o in (0, 1))
    better[place] = "call" if call > letter else "letter"
