answers = {letter: kind for letter, kind in zip("ABCD", turned, strict=True)}
columns = {letter: kind.upper() for letter, kind in answers.items()}
