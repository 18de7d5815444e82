# expects: ex08.first_sign
heard = {str(place): talk.signs[0] for place, talk in enumerate(talks, start=1)}
