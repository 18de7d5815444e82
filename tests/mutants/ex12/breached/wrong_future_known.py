# expects: ex12.future_known
def breached(complaints, start, end, limit, as_of):
    reached = complaints[complaints[start] <= as_of]
    hours = (reached[end].fillna(as_of) - reached[start]).dt.total_seconds() / 3600
    return pd.Series((hours > limit).to_numpy(), index=reached["complaint_id"])
