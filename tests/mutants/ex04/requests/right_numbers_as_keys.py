spelled = {"g": "grading", "t": "typing", "b": "both"}
requests = {place: spelled["gtbtgbbgttgb"[number - 1]] for place, number in enumerate(drawn, start=1)}
