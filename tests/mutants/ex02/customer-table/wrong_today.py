# expects: ex02.table_today
def customer_table(orders, as_of):
    known = orders[(orders["order_date"] <= as_of) & (orders["recorded_on"] <= as_of)].drop_duplicates()
    table = known.groupby("customer_id").agg(
        orders=("order_id", "nunique"), sales=("amount", "sum"), last_order=("order_date", "max")
    )
    table["silence"] = (pd.Timestamp.today().normalize() - table["last_order"]).dt.days
    return table
