# expects: ex01.not_divided
def profit(table, cost, driver):
    return table["margin"] - cost * table[driver]
