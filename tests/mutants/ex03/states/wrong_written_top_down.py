# expects: ex03.state_overwritten
def states(table, as_of):
    result = pd.Series("potential", index=table.index)
    result[(table["third_order"] <= as_of) & table["recommends"]] = "loyal"
    result[table["first_order"] <= as_of] = "closed"
    result[table["asked_on"] <= as_of] = "prospect"
    result[table["fits"]] = "target"
    return result
