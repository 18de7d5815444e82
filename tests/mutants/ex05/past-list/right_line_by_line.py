def list_as_of(history, day):
    latest = {}
    for row in history.sort_values("day").itertuples():
        if row.day <= day:
            latest[row.customer_id] = row.list
    return {who: what for who, what in latest.items() if isinstance(what, str)}
