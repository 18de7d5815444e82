# expects: ex07.no_interest
def groups(table, limit, days):
    result = {}
    for customer, row in table.iterrows():
        power, influence = row["sales"] >= limit, row["followers"] >= 1
        fresh = row["interest_days"] <= days
        if power and influence:
            result[customer] = "VIP"
        elif row["orders"] == 0:
            result[customer] = "potential"
        else:
            result[customer] = "other"
    return pd.Series(result)
