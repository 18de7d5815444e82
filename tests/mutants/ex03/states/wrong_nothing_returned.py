# expects: checks.function_returned_nothing
def states(table, as_of):
    table["state"] = "potential"
