def profit(table, cost, driver):
    total = sum(table[driver])
    result = {}
    for customer, row in table.iterrows():
        result[customer] = row["margin"] - row[driver] / total * cost
    return pd.Series(result)
