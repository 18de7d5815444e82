# expects: ex05.margin_for_everybody
def on_list(spends, enter, leave):
    return spends >= leave
