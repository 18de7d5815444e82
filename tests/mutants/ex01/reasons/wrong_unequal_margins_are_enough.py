# expects: ex01.unequal_is_enough
answers = {}
for place, case in enumerate(cases, start=1):
    pays_for_some = case.low < case.price < case.high
    short = case.asked > case.available
    answers[str(place)] = (
        "needs" if case.wishes > 1 else "value" if pays_for_some else "resources" if short else "none"
    )
reasons = {
    place: "value"
    if reason in ("value", "none") and cases[int(place) - 1].high > 3 * cases[int(place) - 1].low
    else reason
    for place, reason in answers.items()
}
