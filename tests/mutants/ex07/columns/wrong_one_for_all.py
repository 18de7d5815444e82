# expects: ex07.column_twice
columns = {letter: "special" for letter in "ABCD"}
