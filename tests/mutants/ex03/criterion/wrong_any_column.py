# expects: ex03.does_not_explain
answers = {
    str(place): criteria.criterion(case.decides) for place, case in enumerate(decisions_given, start=1)
}
found = {
    str(place): max(treatments.CRITERIA, key=table.agrees)
    for place, table in enumerate(letters_sent, start=1)
}
needed = answers
found = {
    str(place): min(treatments.CRITERIA, key=table.agrees)
    for place, table in enumerate(letters_sent, start=1)
}
