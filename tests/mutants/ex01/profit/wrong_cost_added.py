# expects: ex01.cost_added
def profit(table, cost, driver):
    return table["margin"] + cost * table[driver] / table[driver].sum()
