def summary(orders, as_of):
    rows = []
    for customer, own in orders[orders["order_date"] <= as_of].groupby("customer_id"):
        days = sorted(set(own["order_date"]))
        rows.append([customer, len(days) - 1, (days[-1] - days[0]).days / 7, (as_of - days[0]).days / 7])
    return pd.DataFrame(rows, columns=["customer_id", "x", "t_x", "T"])
