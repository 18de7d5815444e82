answers = {
    str(place): "abcd"[account.actions.index(account.right)] for place, account in enumerate(found, start=1)
}
actions = {int(place): letter for place, letter in answers.items()}
