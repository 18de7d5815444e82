# expects: ex05.day_left_out
def list_as_of(history, day):
    past = history[history["day"] < day]
    latest = past.sort_values("day").drop_duplicates("customer_id", keep="last")
    return latest.dropna(subset="list").set_index("customer_id")["list"]
