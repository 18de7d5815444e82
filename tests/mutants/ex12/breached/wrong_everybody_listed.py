# expects: ex12.not_entered
def breached(complaints, start, end, limit, as_of):
    until = complaints[end].where(complaints[end] <= as_of, as_of)
    hours = (until - complaints[start]).dt.total_seconds() / 3600
    return pd.Series((hours > limit).to_numpy(), index=complaints["complaint_id"])
