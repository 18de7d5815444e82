# expects: ex13.lot_is_enough
answers = {str(place): report.verdict for place, report in enumerate(told_of, start=1)}
claims = {
    place: "supported" if answer in ("wrong level", "missing") else answer
    for place, answer in answers.items()
}
