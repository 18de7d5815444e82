# expects: ex03.fit_before_asking
def states(table, as_of):
    result = pd.Series("potential", index=table.index)
    result[table["fits"]] = "target"
    result[table["fits"] & (table["asked_on"] <= as_of)] = "prospect"
    result[table["first_order"] <= as_of] = "closed"
    result[(table["third_order"] <= as_of) & table["recommends"]] = "loyal"
    return result
