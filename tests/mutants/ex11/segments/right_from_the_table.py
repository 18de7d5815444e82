table = strategies.account_table(found)
segments = {}
for place, row in table.iterrows():
    if row["sales"] == 0:
        segments[int(place)] = "potential" if row["interest"] else "none"
    elif row["sales"] >= limits.power and row["followers"] >= 2:
        segments[int(place)] = "VIP"
    elif row["sales"] >= limits.high:
        segments[int(place)] = "high"
    elif row["sales"] >= limits.mid:
        segments[int(place)] = "mid"
    else:
        segments[int(place)] = "verify" if row["months"] < 12 else "low"
