answers = {letter: kind for letter, kind in zip("ABCD", turned, strict=True)}
columns = {letter: answers[letter] for letter in "DCBA"}
