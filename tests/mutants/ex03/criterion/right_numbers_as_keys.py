answers = {
    str(place): criteria.criterion(case.decides) for place, case in enumerate(decisions_given, start=1)
}
found = {
    str(place): max(treatments.CRITERIA, key=table.agrees)
    for place, table in enumerate(letters_sent, start=1)
}
needed = {int(place): answer for place, answer in answers.items()}
found = {int(place): name for place, name in found.items()}
