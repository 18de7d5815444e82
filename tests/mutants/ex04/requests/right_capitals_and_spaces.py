spelled = {"g": "Grading ", "t": " TYPING", "b": "Both"}
requests = {str(place): spelled["gtbtgbbgttgb"[number - 1]] for place, number in enumerate(drawn, start=1)}
