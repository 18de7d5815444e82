# expects: ex10.interval_ignored
groups = {}
for place, row in table.iterrows():
    if row["uplift"] < 0:
        groups[place] = "do not disturb"
    elif row["uplift"] >= 6:
        groups[place] = "persuadable"
    else:
        groups[place] = "sure thing" if row["without"] >= 50 else "lost cause"
