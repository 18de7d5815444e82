# expects: ex15.newcomer_judged
def word(account, since=True, cost=True, ties=True):
    if since and account.since == "new":
        return "wait"
    if cost and account.cost == "ours":
        return "repair"
    return "keep" if ties and account.ties == "tied" else "offer"


accounts = {str(place): word(account, since=False) for place, account in enumerate(on_the_list, start=1)}
