# expects: ex10.heads_for_shares
fitting = {str(place): aim.measure for place, aim in enumerate(planned, start=1)}
measures = {place: "customers" if measure == "conversion" else measure for place, measure in fitting.items()}
