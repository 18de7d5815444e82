# expects: ex12.train_everybody
meant = {str(place): finding.measure for place, finding in enumerate(findings, start=1)}
prevention = dict.fromkeys(meant, "training")
