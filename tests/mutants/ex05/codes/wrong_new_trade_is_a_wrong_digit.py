# expects: ex05.no_digits
answers = {}
for place, card in enumerate(cards, start=1):
    region, digits, size, _ = card.number.split("-")
    today = "L" if card.employees >= 500 else "M" if card.employees >= 100 else "S"
    if card.industry not in coded_numbers.INDUSTRIES.values():
        answers[place] = "no code"
    elif coded_numbers.INDUSTRIES[digits] != card.industry:
        answers[place] = "industry"
    elif card.province not in coded_numbers.REGIONS[region]:
        answers[place] = "region"
    else:
        answers[place] = "right" if size == today else "size"
number_checks = {str(place): age.replace("no code", "industry") for place, age in answers.items()}
