# expects: ex05.margin_forgotten
def on_list(spends, enter, leave):
    return spends >= enter
