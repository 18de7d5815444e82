# expects: ex15.account_hint
def word(account, since=True, cost=True, ties=True):
    if since and account.since == "new":
        return "wait"
    if cost and account.cost == "ours":
        return "repair"
    return "keep" if ties and account.ties == "tied" else "offer"


accounts = {
    str(place): "keep" if account.ties == "tied" else word(account)
    for place, account in enumerate(on_the_list, start=1)
}
