# expects: ex01.driver_ignored
def profit(table, cost, driver):
    return table["margin"] - cost * table["orders"] / table["orders"].sum()
