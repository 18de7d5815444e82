# expects: ex12.polite_passes
said = {str(place): reply.lacks for place, reply in enumerate(replies, start=1)}
talk = {place: "none" if lacks == "interaction" else lacks for place, lacks in said.items()}
