against = {}
for place, offer in enumerate(offered, start=1):
    found = [letter for letter, number in zip("abcd", offer.wordings, strict=True) if number > 2]
    against[str(place)] = found[0] if found else "none"
