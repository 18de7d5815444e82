# expects: ex05.one_day_more
def visits(pages, ids, as_of, days):
    first = as_of - pd.Timedelta(days=days)
    seen = pages[(pages["happened_at"] >= first) & (pages["happened_at"] < as_of + pd.Timedelta(days=1))]
    return seen.groupby("customer_id")["session_id"].nunique().reindex(ids, fill_value=0)
