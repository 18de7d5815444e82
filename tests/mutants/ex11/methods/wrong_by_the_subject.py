# expects: ex11.subject_for_method
usual = {"discount": "economic", "visit": "normative", "complaint": "normative"}
methods = {
    str(place): usual.get(measure.subject, "service") for place, measure in enumerate(measures, start=1)
}
