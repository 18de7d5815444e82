said = {str(place): reply.lacks for place, reply in enumerate(replies, start=1)}
talk = {int(place): lacks for place, lacks in said.items()}
