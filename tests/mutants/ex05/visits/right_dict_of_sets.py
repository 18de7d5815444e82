def visits(pages, ids, as_of, days):
    start, end = as_of - pd.Timedelta(days=days - 1), as_of + pd.Timedelta(days=1)
    found = {one: set() for one in ids}
    for who, visit, when in zip(pages["customer_id"], pages["session_id"], pages["happened_at"], strict=True):
        if who in found and start <= when < end:
            found[who].add(visit)
    return {one: len(sessions) for one, sessions in found.items()}
