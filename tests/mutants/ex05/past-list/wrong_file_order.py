# expects: ex05.file_order
def list_as_of(history, day):
    past = history[history["day"] <= day]
    latest = past.drop_duplicates("customer_id", keep="last")
    return latest.dropna(subset="list").set_index("customer_id")["list"]
