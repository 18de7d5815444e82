# expects: ex03.size_for_stage
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
total = {number: sum(h.volume) for number, h in zip("12345", histories_given, strict=True)}
stages = {number: "stability" if total[number] == max(total.values()) else s for number, s in answers.items()}
