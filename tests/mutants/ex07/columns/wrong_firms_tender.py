# expects: ex07.firms_tender
figures = habits(firm)
answers = {letter: kind for letter in "ABCD" for kind in kinds if figures[kind].equals(anonymous[letter])}
columns = {
    letter: {"enterprise": "government", "government": "enterprise"}.get(kind, kind)
    for letter, kind in answers.items()
}
