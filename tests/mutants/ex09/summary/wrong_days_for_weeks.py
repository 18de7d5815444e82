# expects: ex09.days_for_weeks
def summary(orders, as_of):
    known = orders[orders["order_date"] <= as_of].drop_duplicates(["customer_id", "order_date"])
    days = known.groupby("customer_id")["order_date"].agg(["min", "max", "size"])
    days["x"] = days["size"] - 1
    days["t_x"] = (days["max"] - days["min"]).dt.days
    days["T"] = (as_of - days["min"]).dt.days
    return days[["x", "t_x", "T"]].reset_index()
