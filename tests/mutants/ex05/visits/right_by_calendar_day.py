def visits(pages, ids, as_of, days):
    back = (as_of - pages["happened_at"].dt.normalize()).dt.days
    seen = pages[(back >= 0) & (back < days)].drop_duplicates(["customer_id", "session_id"])
    found = seen["customer_id"].value_counts()
    return pd.Series({one: int(found.get(one, 0)) for one in ids})
