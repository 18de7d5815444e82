# expects: ex05.never_leaves
def on_list(spends, enter, leave):
    return spends.cummax() >= enter
