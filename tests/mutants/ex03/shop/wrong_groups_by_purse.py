# expects: ex03.group_by_purse
quadrants, spending = {}, {}
for place, shopper in enumerate(shoppers_given, start=1):
    power = "high" if shopper.budget >= 12_000 else "low"
    loyalty = "loyal" if 2 * shopper.ours >= shopper.budget and shopper.recommends else "disloyal"
    quadrants[str(place)] = f"{power} {loyalty}"
    spending[str(place)] = "affluent" if shopper.budget >= 12_000 else "economy"
