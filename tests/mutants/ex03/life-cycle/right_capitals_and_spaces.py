answers = {}
for number, history in zip("12345", histories_given, strict=True):
    change = [
        new / old - 1 if old else 0 for old, new in zip(history.volume, history.volume[1:], strict=False)
    ]
    worse = history.price[3] < history.price[2] and history.cost[3] > history.cost[2]
    if history.volume[2] == 0:
        answers[number] = "exploration"
    elif min(change[1:]) >= 0.2:
        answers[number] = "formation"
    else:
        answers[number] = "decline" if change[2] <= -0.2 and worse else "stability"
stages = {number: stage.upper() + " " for number, stage in answers.items()}
