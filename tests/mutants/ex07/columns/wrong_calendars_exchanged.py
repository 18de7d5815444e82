# expects: ex07.calendars
answers = {letter: kind for letter, kind in zip("ABCD", turned, strict=True)}
columns = {
    letter: {"government": "special", "special": "government"}.get(kind, kind)
    for letter, kind in answers.items()
}
