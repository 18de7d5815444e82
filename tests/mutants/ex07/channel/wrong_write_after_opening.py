# expects: ex07.opened_still_write
answers = {}
for place, purchase in enumerate(under_way, start=1):
    answer = "needs" if purchase.procedure else "meet"
    if purchase.published and purchase.published <= purchase.today:
        answer = "write"
    if purchase.opened and purchase.opened <= purchase.today:
        answer = "wait"
    if purchase.awarded and purchase.awarded <= purchase.today:
        answer = "meet"
    answers[str(place)] = answer
channel = {place: "write" if answer == "wait" else answer for place, answer in answers.items()}
