def summary(orders, as_of):
    made = lifetime.repeat_summary(orders, as_of).reset_index()
    return made.rename(columns={"frequency": "x", "recency": "t_x"})
