# expects: ex09.once_dropped
def summary(orders, as_of):
    known = orders[orders["order_date"] <= as_of].drop_duplicates(["customer_id", "order_date"])
    days = known.groupby("customer_id")["order_date"].agg(["min", "max", "size"])
    days["x"] = days["size"] - 1
    days["t_x"] = (days["max"] - days["min"]).dt.days / 7
    days["T"] = (as_of - days["min"]).dt.days / 7
    return days.loc[days["x"] > 0, ["x", "t_x", "T"]].reset_index()
