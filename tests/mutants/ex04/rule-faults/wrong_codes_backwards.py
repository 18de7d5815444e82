# expects: ex04.code_reversed
times = {}
for r in range(1, 6):
    for f in range(1, 6):
        times[r, f] = sum(
            row["r"][0] <= r <= row["r"][1] and row["f"][0] <= f <= row["f"][1] for row in draft
        )
gap = [str(r) + str(f) for (r, f), number in times.items() if number == 0]
twice = [str(r) + str(f) for (r, f), number in times.items() if number > 1]
backwards = [[code[::-1] for code in codes] for codes in (gap, twice)]
faults = {
    "uncovered": backwards[0],
    "doubled": backwards[1],
    "households_without": int(independent["rfm"].str[:2].isin(gap).sum()),
}
