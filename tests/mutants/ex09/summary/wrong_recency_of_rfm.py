# expects: ex09.rfm_recency
def summary(orders, as_of):
    known = orders[orders["order_date"] <= as_of].drop_duplicates(["customer_id", "order_date"])
    days = known.groupby("customer_id")["order_date"].agg(["min", "max", "size"])
    days["x"] = days["size"] - 1
    days["t_x"] = (as_of - days["max"]).dt.days / 7
    days["T"] = (as_of - days["min"]).dt.days / 7
    return days[["x", "t_x", "T"]].reset_index()
