sizes = {}
for (place, points), row in chances.items():
    request = asked[place - 1]
    if points == request.worth:
        enough = [n for n, chance in zip(trials.LADDER, row, strict=True) if float(chance) >= 80]
        sizes[place] = enough[0] if enough and 2 * enough[0] <= request.available else "none"
