# expects: ex05.limit_not_included
def on_list(spends, enter, leave):
    inside, path = False, []
    for spend in spends:
        inside = bool(spend > (leave if inside else enter))
        path.append(inside)
    return path
