# expects: ex12.prevention_hint
meant = {str(place): finding.measure for place, finding in enumerate(findings, start=1)}
prevention = dict.fromkeys(meant, "quality")
