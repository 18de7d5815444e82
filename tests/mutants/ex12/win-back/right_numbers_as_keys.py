meets = {"unknown": "ask", "failed": "improve", "cycle": "care", "gone": "let be"}
meant = {}
for place, silence in enumerate(silences, start=1):
    earns = silence.theirs - silence.cost
    meant[str(place)] = meets.get(silence.cause, "offer" if earns > 0 else "let be")
causes = {str(place): silence.cause for place, silence in enumerate(silences, start=1)}
win_back = {int(place): action for place, action in meant.items()}
