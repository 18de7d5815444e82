# expects: ex03.quadrant_hint
quadrants, spending = {}, {}
for place, shopper in enumerate(shoppers_given, start=1):
    power = "high" if shopper.budget >= 12_000 else "low"
    loyalty = "loyal" if False else "disloyal"
    quadrants[str(place)] = f"{power} {loyalty}"
    spending[str(place)] = clothing_shop.group(shopper)
