# expects: ex12.by_topic
usual = {"leak": "quality", "late": "assessment", "fitting": "training", "bill": "channels"}
prevention = {str(place): usual[finding.topic] for place, finding in enumerate(findings, start=1)}
