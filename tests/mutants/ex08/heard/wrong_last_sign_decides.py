# expects: ex08.last_sign
heard = {str(place): talk.signs[1] for place, talk in enumerate(talks, start=1)}
