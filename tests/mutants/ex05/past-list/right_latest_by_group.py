def list_as_of(history, day):
    past = history[history["day"] <= day]
    newest = past.loc[past.groupby("customer_id")["day"].idxmax()]
    return newest[newest["list"].notna()].set_index("customer_id")["list"]
