# expects: ex05.nobody_with_zero
def visits(pages, ids, as_of, days):
    first = as_of - pd.Timedelta(days=days - 1)
    seen = pages[(pages["happened_at"] >= first) & (pages["happened_at"] < as_of + pd.Timedelta(days=1))]
    return seen.groupby("customer_id")["session_id"].nunique().loc[lambda found: found.index.isin(ids)]
