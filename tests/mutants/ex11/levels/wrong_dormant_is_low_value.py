# expects: ex11.level_hint
answers = {str(place): record.level for place, record in enumerate(records, start=1)}
levels = {place: "low-value" if level == "dormant" else level for place, level in answers.items()}
