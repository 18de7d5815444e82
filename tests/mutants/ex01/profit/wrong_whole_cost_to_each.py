# expects: ex01.whole_cost_to_each
def profit(table, cost, driver):
    return table["margin"] - cost
