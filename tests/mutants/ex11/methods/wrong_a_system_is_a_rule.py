# expects: ex11.system_is_a_rule
answers = {str(place): measure.method for place, measure in enumerate(measures, start=1)}
methods = {place: "normative" if method == "information" else method for place, method in answers.items()}
