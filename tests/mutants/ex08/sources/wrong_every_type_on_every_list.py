# expects: ex08.list_not_looked_up
from coursekit.data.personality import TYPES

answers = {}
for place, statement in enumerate(draft, start=1):
    kind = TYPES[statement.kind]
    if statement.letter in kind.described:
        answers[str(place)] = "advised"
    else:
        answers[str(place)] = "only named" if statement.letter in kind.named else "not there"
sources = {place: "only named" if found == "not there" else found for place, found in answers.items()}
