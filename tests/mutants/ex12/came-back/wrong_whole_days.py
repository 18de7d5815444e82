# expects: ex12.whole_days
def came_back(complaints, as_of, days):
    full = complaints[complaints["closed"] <= as_of - pd.Timedelta(days=days)]
    return ((full["reopened"] - full["closed"]).dt.days <= days).mean() if len(full) else 0.0
