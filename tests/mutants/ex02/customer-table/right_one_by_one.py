def customer_table(orders, as_of):
    rows = []
    for customer, own in orders.drop_duplicates().groupby("customer_id"):
        own = own[(own["order_date"] <= as_of) & (own["recorded_on"] <= as_of)]
        if len(own):
            rows.append([customer, len(own), own["amount"].sum(), (as_of - own["order_date"].max()).days])
    return pd.DataFrame(rows, columns=["customer_id", "orders", "sales", "silence"])
