# expects: ex10.cost_ignored
groups = {}
for place, row in table.iterrows():
    if row["high"] < 0:
        groups[place] = "do not disturb"
    elif row["low"] > 0 and row["uplift"] >= 0:
        groups[place] = "persuadable"
    else:
        groups[place] = "sure thing" if row["without"] >= 50 else "lost cause"
