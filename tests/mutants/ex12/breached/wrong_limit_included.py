# expects: ex12.limit_included
def breached(complaints, start, end, limit, as_of):
    reached = complaints[complaints[start] <= as_of]
    until = reached[end].where(reached[end] <= as_of, as_of)
    hours = (until - reached[start]).dt.total_seconds() / 3600
    return pd.Series((hours >= limit).to_numpy(), index=reached["complaint_id"])
