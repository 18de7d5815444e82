# expects: ex12.listening_interaction
said = {str(place): reply.lacks for place, reply in enumerate(replies, start=1)}
other = {"listening": "interaction", "interaction": "listening"}
talk = {place: other.get(lacks, lacks) for place, lacks in said.items()}
