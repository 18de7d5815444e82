def breached(complaints, start, end, limit, as_of):
    indexed = complaints.set_index("complaint_id")
    stop = indexed[end].fillna(as_of).clip(upper=as_of)
    waited = stop - indexed[start]
    return (waited > pd.Timedelta(hours=limit))[indexed[start] <= as_of].iloc[::-1]
