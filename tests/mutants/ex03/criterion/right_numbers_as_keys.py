answers = {
    str(place): criteria.criterion(case.decides) for place, case in enumerate(decisions_given, start=1)
}
needed = {int(place): answer for place, answer in answers.items()}
