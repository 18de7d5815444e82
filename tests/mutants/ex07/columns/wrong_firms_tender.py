# expects: ex07.firms_tender
answers = {letter: kind for letter, kind in zip("ABCD", turned, strict=True)}
columns = {
    letter: {"enterprise": "government", "government": "enterprise"}.get(kind, kind)
    for letter, kind in answers.items()
}
