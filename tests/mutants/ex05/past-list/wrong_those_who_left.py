# expects: ex05.left_but_listed
def list_as_of(history, day):
    past = history[history["day"] <= day].dropna(subset="list")
    latest = past.sort_values("day").drop_duplicates("customer_id", keep="last")
    return latest.dropna(subset="list").set_index("customer_id")["list"]
