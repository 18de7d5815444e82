meant = {str(place): finding.measure for place, finding in enumerate(findings, start=1)}
prevention = {int(place): measure for place, measure in meant.items()}
