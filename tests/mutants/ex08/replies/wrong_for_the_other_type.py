# expects: ex08.reply_for_the_other
replies = {}
for place, talk in enumerate(talks, start=1):
    first, second = talk.signs
    other = next(kind for kind in talk.pair if kind != first)
    chosen = other if first == second else "ask"
    replies[str(place)] = "abcd"[talk.replies.index(chosen)]
