# expects: ex12.recent_counted
def came_back(complaints, as_of, days):
    closed = complaints[complaints["closed"] <= as_of]
    back = (closed["reopened"] <= closed["closed"] + pd.Timedelta(days=days)) & (closed["reopened"] <= as_of)
    return back.mean() if len(closed) else 0.0
