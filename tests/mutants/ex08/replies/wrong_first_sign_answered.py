# expects: ex08.reply_to_first_sign
replies = {}
for place, talk in enumerate(talks, start=1):
    first, second = talk.signs
    other = next(kind for kind in talk.pair if kind != first)
    chosen = first
    replies[str(place)] = "abcd"[talk.replies.index(chosen)]
