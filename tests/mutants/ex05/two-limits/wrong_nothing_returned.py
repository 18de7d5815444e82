# expects: checks.function_returned_nothing
def on_list(spends, enter, leave):
    inside, path = False, []
    for spend in spends:
        inside = bool(spend >= (leave if inside else enter))
        path.append(inside)
