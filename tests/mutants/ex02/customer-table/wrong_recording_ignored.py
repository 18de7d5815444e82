# expects: ex02.table_not_yet_known
def customer_table(orders, as_of):
    known = orders[orders["order_date"] <= as_of].drop_duplicates()
    table = known.groupby("customer_id").agg(
        orders=("order_id", "nunique"), sales=("amount", "sum"), last_order=("order_date", "max")
    )
    table["silence"] = (as_of - table["last_order"]).dt.days
    return table
