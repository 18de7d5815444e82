# expects: ex05.change_is_not_enough
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

for place, card in enumerate(cards, start=1):
    if answers[place] == "right" and card.province != card.province_then:
        answers[place] = "region"
    elif answers[place] == "right" and card.employees != card.employees_then:
        answers[place] = "size"
number_checks = {str(place): age for place, age in answers.items()}
