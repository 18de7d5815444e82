answers = {}
for place, (phrasings, goal) in requests.items():
    enough = [step for step in offer.index if offer.loc[step, (phrasings, "right")] >= goal]
    answers[place] = enough[0] if enough else "none"
thresholds = {int(place): step for place, step in answers.items()}
