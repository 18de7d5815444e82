def customer_table(orders, as_of, days):
    age = (as_of - orders["order_date"]).dt.days
    window = orders.assign(age=age)[age.between(0, days - 1)]
    money = window.groupby("customer_id", as_index=False)["amount"].sum()
    visits = window.drop_duplicates(["customer_id", "order_id"]).groupby("customer_id", as_index=False).size()
    recent = window.sort_values("age").drop_duplicates("customer_id")[["customer_id", "age"]]
    table = money.merge(visits).merge(recent).sort_values("customer_id", ascending=False)
    return table.rename(columns={"amount": "monetary", "size": "frequency", "age": "recency"})
