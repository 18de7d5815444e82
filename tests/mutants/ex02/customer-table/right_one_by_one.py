def customer_table(orders, as_of):
    rows = []
    for customer, own in orders.drop_duplicates().groupby("customer_id"):
        own = own[(own["order_date"] <= as_of) & (own["recorded_on"] <= as_of)]
        if len(own):
            silence = (as_of - own["order_date"].max()).days
            rows.append(
                {
                    "customer_id": customer,
                    "orders": len(own),
                    "sales": own["amount"].sum(),
                    "silence": silence,
                }
            )
    return pd.DataFrame(rows)
