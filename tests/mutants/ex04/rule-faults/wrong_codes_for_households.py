# expects: ex04.codes_for_households
times = {}
for r in range(1, 6):
    for f in range(1, 6):
        times[r, f] = sum(
            row["r"][0] <= r <= row["r"][1] and row["f"][0] <= f <= row["f"][1] for row in draft
        )
gap = [str(r) + str(f) for (r, f), number in times.items() if number == 0]
twice = [str(r) + str(f) for (r, f), number in times.items() if number > 1]
faults = {"uncovered": gap, "doubled": twice, "households_without": len(gap)}
