# expects: ex03.all_value
needed = dict.fromkeys(list("12345678"), "value")
found = {
    str(place): max(treatments.CRITERIA, key=table.agrees)
    for place, table in enumerate(letters_sent, start=1)
}
