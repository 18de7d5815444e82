# expects: ex04.request_hint
opposite = {"g": "typing", "t": "grading", "b": "both"}
requests = {str(place): opposite["gtbtgbbgttgb"[number - 1]] for place, number in enumerate(drawn, start=1)}
