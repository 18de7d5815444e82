def customer_table(orders, as_of, days):
    found = {}
    for row in orders.to_dict("records"):
        age = (as_of - row["order_date"]).days
        if 0 <= age < days:
            one = found.setdefault(row["customer_id"], {"recency": age, "orders": set(), "monetary": 0.0})
            one["recency"] = min(one["recency"], age)
            one["orders"].add(row["order_id"])
            one["monetary"] += row["amount"]
    rows = [[who, float(one["monetary"]), len(one["orders"]), one["recency"]] for who, one in found.items()]
    return pd.DataFrame(rows, columns=["customer_id", "monetary", "frequency", "recency"])
