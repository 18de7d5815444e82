# expects: ex11.action_hint
answers = {
    str(place): "abcd"[account.actions.index(account.right)] for place, account in enumerate(found, start=1)
}
actions = {}
for place, account in enumerate(found, start=1):
    others = [number for number, (segment, _) in enumerate(account.actions) if segment != account.segment]
    actions[str(place)] = "abcd"[others[0]]
