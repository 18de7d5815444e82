# expects: ex10.crossed_over
better = {
    str(place): case.overall if case.known == "before" else case.within
    for place, case in enumerate(cases, start=1)
}
