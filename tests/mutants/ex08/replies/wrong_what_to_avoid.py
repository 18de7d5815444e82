# expects: ex08.reply_to_avoid
replies = {}
for place, talk in enumerate(talks, start=1):
    first, second = talk.signs
    other = next(kind for kind in talk.pair if kind != first)
    chosen = "neither"
    replies[str(place)] = "abcd"[talk.replies.index(chosen)]
