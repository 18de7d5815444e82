replies = {}
for place, talk in enumerate(talks, start=1):
    first, second = talk.signs
    other = next(kind for kind in talk.pair if kind != first)
    chosen = first if first == second else "ask"
    replies[str(place)] = "abcd"[talk.replies.index(chosen)]
replies = {int(place): letter for place, letter in replies.items()}
