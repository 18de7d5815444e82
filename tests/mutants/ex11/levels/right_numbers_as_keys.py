answers = {str(place): record.level for place, record in enumerate(records, start=1)}
levels = {int(place): level for place, level in answers.items()}
