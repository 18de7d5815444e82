# expects: ex03.many_orders_is_loyal
def states(table, as_of):
    result = pd.Series("potential", index=table.index)
    result[table["fits"]] = "target"
    result[table["asked_on"] <= as_of] = "prospect"
    result[table["first_order"] <= as_of] = "closed"
    result[table["third_order"] <= as_of] = "loyal"
    return result
