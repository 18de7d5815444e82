# expects: checks.option_unknown
claimed = {}
for r in range(1, 6):
    for f in range(1, 6):
        rows = [row for row in draft if row["r"][0] <= r <= row["r"][1] and row["f"][0] <= f <= row["f"][1]]
        claimed[r, f] = [row["segment"] for row in rows]
first, last = (0, -1) if doubled_to == "upper" else (-1, 0)
settled = {code: names[first] if names else uncovered_to for code, names in claimed.items()}
settled.update({code: "other" for code, names in claimed.items() if not names})
rules = [{"segment": name, "r": r, "f": f} for (r, f), name in settled.items()]
