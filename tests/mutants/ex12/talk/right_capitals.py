said = {str(place): reply.lacks for place, reply in enumerate(replies, start=1)}
talk = {place: lacks.title() for place, lacks in said.items()}
