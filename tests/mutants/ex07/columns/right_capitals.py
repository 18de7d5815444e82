figures = habits(firm)
answers = {letter: kind for letter in "ABCD" for kind in kinds if figures[kind].equals(anonymous[letter])}
columns = {letter: kind.upper() for letter, kind in answers.items()}
