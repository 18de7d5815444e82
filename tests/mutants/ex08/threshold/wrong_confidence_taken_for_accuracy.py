# expects: ex08.confidence_believed
thresholds = {}
for place, (_, goal) in requests.items():
    enough = [step for step in offer.index if 100 * float(step) >= goal]
    thresholds[place] = enough[0] if enough else "none"
