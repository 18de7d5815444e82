# expects: ex07.public_never
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

channel = {
    str(place): answers[str(place)] if purchase.procedure else "needs"
    for place, purchase in enumerate(under_way, start=1)
}
