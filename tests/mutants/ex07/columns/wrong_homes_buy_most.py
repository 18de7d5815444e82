# expects: ex07.column_hint
figures = habits(firm)
answers = {letter: kind for letter in "ABCD" for kind in kinds if figures[kind].equals(anonymous[letter])}
columns = {
    letter: {"consumer": "special", "special": "consumer"}.get(kind, kind) for letter, kind in answers.items()
}
