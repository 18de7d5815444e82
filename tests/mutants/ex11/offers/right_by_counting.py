offers = {}
for place, row in spending.pair_table(pairs).iterrows():
    lift = row["both"] / row["with_x"] / (row["with_y"] / row["orders"])
    rare = row["both"] / row["orders"] < 0.01
    offers[int(place)] = "popular" if lift <= 1.1 else "rare" if rare else "offer"
