def profit(table, cost, driver):
    rate = cost / table[driver].sum()
    return table["margin"].sub(rate * table[driver])
