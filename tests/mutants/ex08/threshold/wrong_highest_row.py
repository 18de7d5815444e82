# expects: ex08.highest_threshold
answers = {}
for place, (phrasings, goal) in requests.items():
    enough = [step for step in offer.index if offer.loc[step, (phrasings, "right")] >= goal]
    answers[place] = enough[-1] if enough else "none"
thresholds = answers
