answers = {}
for place, scheme in enumerate(schemes_given, start=1):
    tests = {
        "measurable": scheme.known >= 80,
        "enough demand": scheme.margin >= scheme.cost,
        "developable": scheme.needed <= scheme.free,
        "responds differently": abs(scheme.first - scheme.second) >= 5,
    }
    answers[str(place)] = next((test for test, passed in tests.items() if not passed), "usable")
failed = {int(place): answer for place, answer in answers.items()}
