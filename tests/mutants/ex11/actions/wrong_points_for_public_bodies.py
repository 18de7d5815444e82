# expects: ex11.gift_to_public
answers = {
    str(place): "abcd"[account.actions.index(account.right)] for place, account in enumerate(found, start=1)
}
actions = dict(answers)
for place, account in enumerate(found, start=1):
    if (account.segment, "private") in account.actions:
        actions[str(place)] = "abcd"[account.actions.index((account.segment, "private"))]
