# expects: ex03.spent_here_is_power
quadrants, spending = {}, {}
for place, shopper in enumerate(shoppers_given, start=1):
    power = "high" if shopper.ours >= 12_000 else "low"
    loyalty = "loyal" if 2 * shopper.ours >= shopper.budget and shopper.recommends else "disloyal"
    quadrants[str(place)] = f"{power} {loyalty}"
    spending[str(place)] = clothing_shop.group(shopper)
