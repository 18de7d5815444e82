# expects: ex07.column_hint
answers = {letter: kind for letter, kind in zip("ABCD", turned, strict=True)}
columns = {
    letter: {"consumer": "special", "special": "consumer"}.get(kind, kind) for letter, kind in answers.items()
}
