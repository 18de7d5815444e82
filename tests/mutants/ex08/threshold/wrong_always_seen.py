# expects: ex08.seen_column
answers = {}
for place, (_, goal) in requests.items():
    enough = [step for step in offer.index if offer.loc[step, ("seen", "right")] >= goal]
    answers[place] = enough[0] if enough else "none"
thresholds = answers
