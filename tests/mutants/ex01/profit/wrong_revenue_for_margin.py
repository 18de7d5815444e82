# expects: ex01.revenue_for_margin
def profit(table, cost, driver):
    return table["revenue"] - cost * table[driver] / table[driver].sum()
