def customer_table(orders, as_of):
    once = orders.drop_duplicates("order_id").dropna(subset=["customer_id"])
    once = once[once[["order_date", "recorded_on"]].max(axis=1) <= as_of]
    each = once.groupby("customer_id")
    table = pd.DataFrame(
        {"silence": (as_of - each["order_date"].max()).dt.days, "sales": each["amount"].sum().round(2)}
    )
    table["orders"] = each.size()
    return table.reset_index()
