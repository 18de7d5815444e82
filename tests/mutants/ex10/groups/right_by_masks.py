placed = pd.Series("lost cause", index=table.index)
placed[table["without"] >= 50] = "sure thing"
placed[(table["low"] > 0) & (table["uplift"] >= 6)] = "persuadable"
placed[table["high"] < 0] = "do not disturb"
groups = {int(place): group for place, group in placed.items()}
