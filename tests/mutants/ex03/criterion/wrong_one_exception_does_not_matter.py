# expects: ex03.exception_ignored
answers = {
    str(place): criteria.criterion(case.decides) for place, case in enumerate(decisions_given, start=1)
}
found = {
    str(place): max(treatments.CRITERIA, key=table.agrees)
    for place, table in enumerate(letters_sent, start=1)
}
needed = answers
found = {
    str(place): sorted(treatments.CRITERIA, key=table.agrees)[-2]
    for place, table in enumerate(letters_sent, start=1)
}
