better = {
    str(place): (case.within if case.known == "before" else case.overall).title()
    for place, case in enumerate(cases, start=1)
}
