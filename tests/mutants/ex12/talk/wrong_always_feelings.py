# expects: ex12.talk_hint
said = {str(place): reply.lacks for place, reply in enumerate(replies, start=1)}
talk = dict.fromkeys(said, "emotions")
