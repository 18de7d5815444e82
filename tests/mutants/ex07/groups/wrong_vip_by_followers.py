# expects: ex07.vip_by_followers
def groups(table, limit, days):
    result = {}
    for customer, row in table.iterrows():
        power, influence = row["sales"] >= limit, row["followers"] >= 1
        fresh = row["interest_days"] <= days
        if influence:
            result[customer] = "VIP"
        elif row["orders"] == 0 and fresh:
            result[customer] = "potential"
        else:
            result[customer] = "other"
    return pd.Series(result)
