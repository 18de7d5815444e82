# expects: ex08.threshold_hint
thresholds = {place: "0.99" for place in requests}
