# expects: ex05.pages_for_visits
def visits(pages, ids, as_of, days):
    first = as_of - pd.Timedelta(days=days - 1)
    seen = pages[(pages["happened_at"] >= first) & (pages["happened_at"] < as_of + pd.Timedelta(days=1))]
    return seen.groupby("customer_id")["session_id"].count().reindex(ids, fill_value=0)
