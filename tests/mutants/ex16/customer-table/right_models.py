def customer_table(orders, lines, twins, as_of):
    back = lines.query("line_no > 90").drop_duplicates(["order_id", "line_no"])
    both = pd.concat([orders.drop_duplicates("order_id"), back[["order_id", "amount"]]])
    worth = both.groupby("order_id")["amount"].sum()
    days = orders.drop_duplicates("order_id").set_index("order_id").dropna(subset="customer_id")
    days = days[days["order_date"] <= as_of].join(worth.rename("net"))
    days = days[days["net"].round(2) > 0].reset_index()
    days = days.merge(twins, left_on="customer_id", right_on="second", how="left")
    days["customer_id"] = days["first"].fillna(days["customer_id"])
    table = days.groupby("customer_id").agg({"order_date": "max", "order_id": "nunique", "net": "sum"})
    table["recency"] = (as_of - table["order_date"]).dt.days
    return table.rename(columns={"order_id": "frequency", "net": "monetary"}).reset_index()
