# expects: ex05.from_the_future
def visits(pages, ids, as_of, days):
    seen = pages[pages["happened_at"] >= as_of - pd.Timedelta(days=days - 1)]
    return seen.groupby("customer_id")["session_id"].nunique().reindex(ids, fill_value=0)
