# expects: ex12.all_fine
said = {str(place): reply.lacks for place, reply in enumerate(replies, start=1)}
talk = dict.fromkeys(said, "none")
