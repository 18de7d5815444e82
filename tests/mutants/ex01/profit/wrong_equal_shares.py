# expects: ex01.equal_shares
def profit(table, cost, driver):
    return table["margin"] - cost / len(table)
