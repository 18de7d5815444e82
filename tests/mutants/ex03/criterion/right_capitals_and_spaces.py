answers = {
    str(place): criteria.criterion(case.decides) for place, case in enumerate(decisions_given, start=1)
}
found = {
    str(place): max(treatments.CRITERIA, key=table.agrees)
    for place, table in enumerate(letters_sent, start=1)
}
needed = {place: " " + answer.capitalize() for place, answer in answers.items()}
found = {place: name.upper() for place, name in found.items()}
