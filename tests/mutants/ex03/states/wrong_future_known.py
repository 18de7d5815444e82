# expects: ex03.future_known
def states(table, as_of):
    result = pd.Series("potential", index=table.index)
    result[table["fits"]] = "target"
    result[table["asked_on"].notna()] = "prospect"
    result[table["first_order"].notna()] = "closed"
    result[table["third_order"].notna() & table["recommends"]] = "loyal"
    return result
