# expects: checks.function_returned_nothing
def groups(table, limit, days):
    table["result"] = "other"
