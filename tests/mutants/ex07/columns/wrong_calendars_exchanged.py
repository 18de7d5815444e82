# expects: ex07.calendars
figures = habits(firm)
answers = {letter: kind for letter in "ABCD" for kind in kinds if figures[kind].equals(anonymous[letter])}
columns = {
    letter: {"government": "special", "special": "government"}.get(kind, kind)
    for letter, kind in answers.items()
}
