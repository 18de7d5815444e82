# expects: ex05.last_day_lost
def visits(pages, ids, as_of, days):
    first = as_of - pd.Timedelta(days=days - 1)
    seen = pages[(pages["happened_at"] >= first) & (pages["happened_at"] <= as_of)]
    return seen.groupby("customer_id")["session_id"].nunique().reindex(ids, fill_value=0)
