# expects: ex10.harm_ignored
groups = {}
for place, row in table.iterrows():
    if False:
        groups[place] = "do not disturb"
    elif row["low"] > 0 and row["uplift"] >= 6:
        groups[place] = "persuadable"
    else:
        groups[place] = "sure thing" if row["without"] >= 50 else "lost cause"
