answers = {str(place): record.level for place, record in enumerate(records, start=1)}
levels = {place: level.upper() for place, level in answers.items()}
