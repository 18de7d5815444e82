# expects: ex09.first_counted
def summary(orders, as_of):
    known = orders[orders["order_date"] <= as_of].drop_duplicates(["customer_id", "order_date"])
    days = known.groupby("customer_id")["order_date"].agg(["min", "max", "size"])
    days["x"] = days["size"]
    days["t_x"] = (days["max"] - days["min"]).dt.days / 7
    days["T"] = (as_of - days["min"]).dt.days / 7
    return days[["x", "t_x", "T"]].reset_index()
