quadrants, spending = {}, {}
for place, shopper in enumerate(shoppers_given, start=1):
    power = "high" if shopper.budget >= 12_000 else "low"
    loyalty = "loyal" if 2 * shopper.ours >= shopper.budget and shopper.recommends else "disloyal"
    quadrants[str(place)] = f"{power} {loyalty}"
    spending[str(place)] = clothing_shop.group(shopper)
quadrants = {place: answer.capitalize() for place, answer in quadrants.items()}
spending = {place: answer + " " for place, answer in spending.items()}
