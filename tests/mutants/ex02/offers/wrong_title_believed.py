# expects: ex02.title_believed or ex02.all_usable
against = {}
for place, offer in enumerate(offered, start=1):
    found = [letter for letter, number in zip("abcd", offer.wordings, strict=True) if number > 2]
    against[str(place)] = found[0] if found else "none"
against = {place: letter.replace("c", "none") for place, letter in against.items()}
