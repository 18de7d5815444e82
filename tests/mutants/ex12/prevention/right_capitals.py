meant = {str(place): finding.measure for place, finding in enumerate(findings, start=1)}
prevention = {place: measure.upper() for place, measure in meant.items()}
